package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Metrics;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many connections that pipeline what is answered at once, beside one that asks for one thing: how
 * much is done for the many before the one is heard. Counted, not timed.
 */
final class PipelinedFloodTest {
  private static final int CONNECTIONS = 100;
  private static final int PIPELINED = 800;
  private static final byte[] FLOOD =
      "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .repeat(PIPELINED)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ASK =
      "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  @Test
  void theOneIsHeardLongBeforeTheManyAreDone() throws IOException {
    // Overload control would turn the many away.
    Map<String, String> settings =
        Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "1", "DECISIONOS_OVERLOAD_TARGET_MS", "0");
    var many = new ArrayList<Socket>();
    try (var gateway = RunningGateway.start(home, settings);
        var one = connect(gateway)) {
      ask(one);
      for (int i = 0; i < CONNECTIONS; i++) {
        many.add(connect(gateway));
      }
      for (Socket socket : many) {
        socket.getOutputStream().write(FLOOD);
      }
      double before = answered(gateway);

      ask(one);

      assertThat(answered(gateway) - before).isLessThan(CONNECTIONS * PIPELINED / 4.0);
    } finally {
      for (Socket socket : many) {
        socket.close();
      }
    }
  }

  private static Socket connect(RunningGateway gateway) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
  }

  private static void ask(Socket caller) throws IOException {
    caller.getOutputStream().write(ASK);
    assertThat(RawHttp.read(caller.getInputStream()).status()).isEqualTo(200);
  }

  private static double answered(RunningGateway gateway) {
    return Metrics.sum(
        gateway.opsPort(), "gateway_http_requests_seconds_count{listener=\"tenants\"");
  }
}
