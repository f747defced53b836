package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for large answers and does not take them fills nobody's memory. */
final class SlowReadersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGE = 20 << 20;
  private static final int MOST_READERS = 40;

  @TempDir private Path home;

  @Test
  void largeAnswersThatNobodyTakesAreRefusedAndOthersAreServed() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("evidence"));
    for (String tenant : List.of("acme-corp", "default")) {
      String head = "{\"meta\": {\"tenant\": \"" + tenant + "\"}, \"x\": \"";
      Files.writeString(
          evidence.resolve("evidence_" + tenant + ".json"), head + "x".repeat(LARGE) + "\"}");
    }
    List<Socket> slow = new ArrayList<>();
    try (var gateway = start()) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      String status = "";
      while (!status.contains("503") && slow.size() < MOST_READERS) {
        slow.add(ask(ports, "acme-corp"));
        status = beginOfAnswer(slow.get(slow.size() - 1));
      }
      assertThat(status).contains("503");

      try (Socket other = ask(ports, "default")) {
        assertThat(RawHttp.read(other.getInputStream()).body().length()).isGreaterThan(LARGE);
      }
      for (Socket socket : slow) {
        socket.close();
      }
      Await.until(PATIENCE, () -> reserved(ports).endsWith(" 0.0"), () -> reserved(ports));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private GatewayProcess start() throws IOException {
    return GatewayProcess.start(
        GatewayProcess.classes("io.decisionos.gateway.app.Main"),
        Map.of(
            "DECISIONOS_DATA", home.toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0"));
  }

  private static Socket ask(GatewayProcess.Ports ports, String tenant) throws IOException {
    var socket = new Socket();
    // Small, or the system would take the answers in.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.http()));
    String head =
        "GET /evidence/" + tenant + "?tenant=" + tenant + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String beginOfAnswer(Socket socket) throws IOException {
    byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return new String(begin, StandardCharsets.US_ASCII);
  }

  private static String reserved(GatewayProcess.Ports ports) {
    try {
      return RawHttp.exchange(ports.ops(), "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .body()
          .lines()
          .filter(line -> line.startsWith("gateway_http_answer_reserved_bytes "))
          .findFirst()
          .orElse("no such metric");
    } catch (IOException e) {
      return e.toString();
    }
  }
}
