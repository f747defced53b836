package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However one part ends, the others do, and it is said. */
final class PartsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Parts parts = new Parts(vertx, Duration.ofMillis(100));
  private final List<String> stopped = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    // A part that hangs keeps it from ending, which is none of the test's business.
    var unused = vertx.close();
  }

  private void start(String name, Supplier<Future<?>> stop) {
    parts
        .worker(
            name,
            new VerticleBase() {
              @Override
              public Future<?> stop() {
                stopped.add(name);
                return stop.get();
              }
            })
        .await();
  }

  @Test
  void theLastOneStopsFirst() {
    start("first", Future::succeededFuture);
    start("second", Future::succeededFuture);

    parts.stop().await();

    assertThat(stopped).containsExactly("second", "first");
  }

  @Test
  void oneThatHangsAndOneThatFailsKeepNoneUpAndAreNamed() {
    Promise<Void> never = Promise.promise();
    start("well", Future::succeededFuture);
    start("failing", () -> Future.failedFuture("the disk is full"));
    start("hanging", never::future);

    assertThatThrownBy(() -> parts.stop().await())
        .isInstanceOf(Parts.NotStopped.class)
        .hasMessageEndingWith("hanging, failing");

    assertThat(stopped).containsExactly("hanging", "failing", "well");
  }

  @Test
  void theyAreStoppedOnce() {
    start("only", Future::succeededFuture);

    parts.stop().await();
    parts.stop().await();

    assertThat(stopped).containsExactly("only");
  }
}
