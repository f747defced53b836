package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever goes without a word writes nothing into the log, whatever was on its way. */
final class ResetConnectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 20;
  private static final byte[] STREAMS =
      "GET /cards/highlights/stream?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .repeat(40)
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  @Test
  void aResetAmidAPipelineIsNoNews() throws IOException {
    try (var gateway = GatewayProcess.shipped(home, Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "1"))) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      for (int i = 0; i < CONNECTIONS; i++) {
        reset(ports.http());
      }
      Await.until(PATIENCE, () -> open(ports) == 0, () -> open(ports));

      assertThat(gateway.errors()).doesNotContain("exceptionCaught");
    }
  }

  private static void reset(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(STREAMS);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.setSoLinger(true, 0);
    }
  }

  private static double open(GatewayProcess.Ports ports) {
    return Metrics.sum(ports.ops(), "gateway_http_connections{listener=\"tenants\"}");
  }
}
