package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Metrics;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RawHttp.Response;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bodies that come in may take, of memory and of time, against a whole gateway. */
final class BodyBoundsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MANY = 1000;
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n";

  @TempDir private Path home;

  @Test
  void noTenantsBodiesTakeAllMemoryAndWhatTheyHeldComesBack() throws IOException {
    var open = new ArrayList<Socket>();
    try (var gateway = RunningGateway.start(home)) {
      Response last = begin(gateway, open, "default", CHUNKED);
      while (last.status() == 100 && open.size() < MANY) {
        last = begin(gateway, open, "default", CHUNKED);
      }
      assertThat(last.status()).isEqualTo(503);
      assertThat(last.body()).contains("gateway.overloaded");
      assertThat(last.header("retry-after")).isPresent();
      assertThat(open).hasSizeGreaterThan(2);

      assertThat(begin(gateway, open, "acme-corp", CHUNKED).status()).isEqualTo(100);
      assertThat(reserved(gateway)).isPositive();
      for (Socket socket : open) {
        socket.close();
      }
      Await.until(PATIENCE, () -> reserved(gateway) == 0, () -> reserved(gateway));
      assertThat(begin(gateway, open, "default", CHUNKED).status()).isEqualTo(100);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void everyEndOfABodyGivesBackWhatItHeld() throws IOException {
    String head = "POST /events/reasons?tenant=default HTTP/1.1\r\nHost: localhost\r\n";
    String event = "[{\"ts\":\"2026-01-31T12:00:00Z\",\"reason\":\"x\"}]";
    String chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
    try (var gateway = RunningGateway.start(home)) {
      for (String request :
          List.of(
              head + "Content-Length: " + event.length() + "\r\n\r\n" + event,
              chunks + Integer.toHexString(event.length()) + "\r\n" + event + "\r\n0\r\n\r\n",
              head + "Content-Length: 0\r\n\r\n",
              head + "Content-Length: 9\r\nExpect: more\r\n\r\n",
              chunks + "900000\r\n" + "x".repeat(0x900000),
              chunks + "ZZ\r\n")) {
        RawHttp.exchange(gateway.httpPort(), request);
        Await.until(PATIENCE, () -> reserved(gateway) == 0, () -> reserved(gateway));
      }
    }
  }

  @Test
  void aBodyThatTakesTooLongIsRefusedAndItsConnectionClosed() throws IOException {
    var open = new ArrayList<Socket>();
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_HTTP_BODY_TIMEOUT_MS", "1000"))) {
      Response first =
          begin(gateway, open, "default", "Content-Length: 9\r\nExpect: 100-continue\r\n");
      assertThat(first.status()).isEqualTo(100);
      Socket slow = open.get(0);
      slow.getOutputStream().write('[');
      Response refused = RawHttp.read(slow.getInputStream());
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("request.invalid", "within 1000 ms");
      assertThat(slow.getInputStream().read()).as("the end").isEqualTo(-1);
      assertThat(reserved(gateway)).isZero();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Sends a head alone, and reads what is said to it. */
  private static Response begin(
      RunningGateway gateway, List<Socket> open, String tenant, String fields) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
    open.add(socket);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String head =
        "POST /events/reasons?tenant=" + tenant + " HTTP/1.1\r\nHost: localhost\r\n" + fields;
    socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return RawHttp.read(socket.getInputStream());
  }

  private static double reserved(RunningGateway gateway) {
    return Metrics.sum(gateway.opsPort(), "gateway_http_body_reserved_bytes ");
  }
}
