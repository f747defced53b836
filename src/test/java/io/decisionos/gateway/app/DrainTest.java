package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of a gateway that was told to stop. */
final class DrainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String REQUEST =
      "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private Path home;

  @Test
  void itsAnswersAskToCloseTheConnection() throws IOException {
    var gateway = RunningGateway.start(home, Map.of("DECISIONOS_SHUTDOWN_DELAY_MS", "3000"));
    int port = gateway.httpPort();
    assertThat(connection(port)).isEmpty();
    var stopped = CompletableFuture.runAsync(gateway::close);
    Await.until(PATIENCE, () -> connection(port).equals("close"), () -> "not asked to");
    stopped.join();
  }

  private static String connection(int port) {
    try {
      return RawHttp.exchange(port, REQUEST).header("connection").orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
