package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is ready has answered once, on the listener where that is in nobody's figures. */
class FirstAnswerTest {
  private static final String ASKED = "route=\"/healthz\"";

  @Test
  void theOperatorsListenerAnswersBeforeAnybodyElseAsks(@TempDir Path home) throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      Await.until(
          Duration.ofSeconds(10),
          () -> metrics(gateway).contains("listener=\"ops\",reason=\"\"," + ASKED),
          () -> metrics(gateway));

      assertThat(metrics(gateway)).doesNotContain("listener=\"tenants\",reason=\"\"," + ASKED);
    }
  }

  private static String metrics(RunningGateway gateway) {
    return gateway.ops("/metrics").body();
  }
}
