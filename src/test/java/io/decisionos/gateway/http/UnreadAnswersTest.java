package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Metrics;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that nobody reads cost their own connection, and nobody else. */
final class UnreadAnswersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ASK = "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int AT_ONCE = 1000;
  private static final int CONNECTIONS = 8;
  private static final long MOST_TAKEN = 16L << 20;

  @TempDir private Path home;

  @Test
  void whoPipelinesAndNeverReadsIsNotReadAnyFurther() throws IOException {
    var greedy = new ArrayList<SocketChannel>();
    try (var gateway = start()) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      for (int i = 0; i < CONNECTIONS; i++) {
        greedy.add(connect(ports.http()));
      }

      long taken = 0;
      long end = System.nanoTime() + PATIENCE.toNanos();
      do {
        taken += pushUntilNothingIsTaken(greedy);
      } while (metric(ports, "gateway_http_waiting_bytes") == 0 && System.nanoTime() < end);

      // What the system holds of both directions, and little more.
      assertThat(taken).isLessThan(CONNECTIONS * MOST_TAKEN);
      String other = ASK.replace("default", "acme-corp");
      assertThat(RawHttp.exchange(ports.http(), other).status()).isEqualTo(200);
      assertThat(metric(ports, "gateway_http_waiting_bytes")).isPositive();
      assertThat(metric(ports, "gateway_direct_memory_used_bytes"))
          .isLessThan(metric(ports, "gateway_direct_memory_limit_bytes"));
      for (SocketChannel channel : greedy) {
        channel.close();
      }
      Await.until(
          PATIENCE,
          () -> metric(ports, "gateway_http_waiting_bytes") == 0,
          () -> metric(ports, "gateway_http_waiting_bytes"));
    } finally {
      for (SocketChannel channel : greedy) {
        channel.close();
      }
    }
  }

  @Test
  void whoPipelinesAndReadsGetsEveryAnswerInOrder() throws IOException {
    try (var gateway = start()) {
      int port = gateway.awaitReady().http();
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        String path = i % 2 == 0 ? "/etags/missing-" + i : "/slo";
        requests.add(
            "GET "
                + path
                + "?tenant=default HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r"
                + i
                + "\r\n\r\n");
      }

      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        byte[] all = String.join("", requests).getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(all);
        for (int i = 0; i < AT_ONCE; i++) {
          RawHttp.Response response = RawHttp.read(socket.getInputStream());
          assertThat(response.header("x-request-id")).contains("r" + i);
          assertThat(response.status()).isIn(i % 2 == 0 ? 404 : 200, 429);
        }
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

  private static SocketChannel connect(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.configureBlocking(false);
    return channel;
  }

  /** Sends whole requests as long as anybody takes them; returns how many bytes were taken. */
  private static long pushUntilNothingIsTaken(List<SocketChannel> channels) throws IOException {
    byte[] many = ASK.repeat(AT_ONCE).getBytes(StandardCharsets.US_ASCII);
    List<ByteBuffer> left = channels.stream().map(c -> ByteBuffer.wrap(many)).toList();
    long taken = 0;
    long quietSince = System.nanoTime();
    while (System.nanoTime() - quietSince < Duration.ofSeconds(2).toNanos()
        && taken < 2 * CONNECTIONS * MOST_TAKEN) {
      long round = 0;
      for (int i = 0; i < channels.size(); i++) {
        if (!left.get(i).hasRemaining()) {
          left.get(i).rewind();
        }
        round += channels.get(i).write(left.get(i));
      }
      taken += round;
      if (round > 0) {
        quietSince = System.nanoTime();
      } else {
        Thread.onSpinWait();
      }
    }
    return taken;
  }

  private static double metric(GatewayProcess.Ports ports, String name) {
    return Metrics.sum(ports.ops(), name + " ");
  }
}
