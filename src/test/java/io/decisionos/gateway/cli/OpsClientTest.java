package io.decisionos.gateway.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time belongs to the question, whatever answers it. */
final class OpsClientTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
      })
  @Timeout(60)
  void whoBeginsToAnswerAndGoesOnForEverIsWaitedForNoLonger(String said) throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var speaker = new Thread(() -> speak(server, said), "speaker");
      speaker.setDaemon(true);
      speaker.start();
      URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var client = new OpsClient(base, Optional.empty(), Duration.ofMillis(500));

      assertThatThrownBy(() -> client.ask("/readyz"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("no gateway answers at " + base)
          .hasMessageContaining("within 500 ms");
    }
  }

  private static void speak(ServerSocket server, String said) {
    try (Socket caller = server.accept()) {
      caller.getOutputStream().write(said.getBytes(US_ASCII));
      caller.getOutputStream().flush();
      while (caller.getInputStream().read() >= 0) {
        // Never ends by itself.
      }
    } catch (IOException e) {
      // The caller has gone.
    }
  }
}
