package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aPartThatThrowsIsFailingAndTheOthersAnswer() {
    var broken =
        new ReadinessCheck(
            "broken",
            () -> {
              throw new IllegalStateException("a bug");
            });
    var well = new ReadinessCheck("well", () -> Future.succeededFuture(Check.ok(new JsonObject())));
    var readiness =
        new Readiness(
            new Bus(vertx, new SimpleMeterRegistry()),
            new Lifecycle(),
            List.of(broken, well),
            Clock.systemUTC());

    var checks = readiness.ask().await().checks();

    assertThat(checks.get("broken").state()).isEqualTo(Check.State.FAILING);
    assertThat(checks.get("well").state()).isEqualTo(Check.State.OK);
  }
}
