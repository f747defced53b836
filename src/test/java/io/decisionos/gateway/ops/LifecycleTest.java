package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void nobodyIsToldReadyBeforeItIsAnnouncedAndWhoAsksMeanwhileIsToldThen() {
    var vertx = Vertx.vertx();
    var told = new ArrayList<Future<Boolean>>();
    lifecycle.parts(true);
    lifecycle.ready(
        () -> {
          assertThat(lifecycle.isReady()).isFalse();
          told.add(
              Future.future(
                  promise ->
                      vertx.runOnContext(
                          v ->
                              lifecycle
                                  .announced()
                                  .map(w -> lifecycle.isReady())
                                  .onComplete(promise::handle))));
        });
    assertThat(lifecycle.isReady()).isTrue();
    assertThat(done(told.get(0))).isTrue();
    done(vertx.close());
  }

  @Test
  void readyIsWhoseLifeAndPartsAllowIt() {
    lifecycle.ready(() -> {});
    assertThat(lifecycle.isReady()).as("parts that nobody has looked at").isFalse();
    lifecycle.parts(true);
    assertThat(lifecycle.isReady()).isTrue();
    assertThat(lifecycle.draining()).isTrue();
    assertThat(lifecycle.isReady()).isFalse();
  }

  @Test
  void aGatewayThatDrainsDoesNotTurnReadyAnyMore() {
    var announced = new ArrayList<String>();
    assertThat(lifecycle.draining()).isFalse();
    lifecycle.ready(() -> announced.add("ready"));
    assertThat(lifecycle.phase()).isEqualTo(Lifecycle.Phase.DRAINING);
    assertThat(announced).isEqualTo(List.of());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
