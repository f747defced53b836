package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time belongs to the connection and the request: nobody holds one with a byte now and then. */
final class SlowCallersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DRIP_MS = 200;
  private static final String WHOLE = "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        RunningGateway.start(
            home,
            Map.of(
                "DECISIONOS_HTTP_HEAD_TIMEOUT_MS", "1000",
                "DECISIONOS_HTTP_BODY_TIMEOUT_MS", "1000"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /slo?tenant=default HTTP/1.1\r\n",
        "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\nX",
        "\r\n",
        WHOLE + "GET",
        WHOLE + WHOLE + "GET / HTTP/1.1\r\nHost:",
      })
  void aHeadThatComesByteByByteIsRefusedInTime(String begin) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
      for (int from = begin.indexOf(WHOLE); from >= 0; from = begin.indexOf(WHOLE, from + 1)) {
        assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
      }
      assertThat(socket.getInputStream().available()).isZero();

      String answer = drip(socket, 'x');

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("request.invalid", "whole head");
    }
  }

  @Test
  void theSecondRequestOnAConnectionHasNoMoreTimeThanTheFirst() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
      assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
      socket.getOutputStream().write('G');

      assertThat(drip(socket, 'x')).startsWith("HTTP/1.1 400 ");
    }
  }

  /** The parts of a head, between its line ends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /slo?tenant=default | Host: localhost | Content-Length: 99999",
        "GET /healthz | Host: localhost | Content-Length: 99999",
        "GET /slo?tenant=nobody | Host: localhost | Content-Length: 99999",
        "GET /slo?tenant=default | Host: elsewhere.test | Content-Length: 99999",
        "PUT /etags/k?tenant=nobody | Host: localhost | Content-Length: 99999",
        "PUT /etags/k?tenant=default | Host: localhost | Content-Length: 99999",
        "PUT /etags/k?tenant=default | Host: localhost | Content-Type: text/plain | Content-Length:"
            + " 9999",
        "POST /slo?tenant=default | Host: localhost | Content-Length: 99999",
        "POST /slo?tenant=default | Host: localhost | Transfer-Encoding: chunked |  | fffff",
      })
  void aBodyThatComesByteByByteEndsInTimeWhateverAnswersIt(String head) throws IOException {
    try (Socket socket = connect()) {
      String sent =
          head.replaceFirst(" \\|", " HTTP/1.1 |").replaceAll(" \\| ?", "\r\n") + "\r\n\r\n";
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));

      assertThat(drip(socket, '1')).startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void whoIsQuickKeepsTheConnection() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
        assertThat(RawHttp.read(socket.getInputStream()).status()).isIn(200, 429);
      }
    }
  }

  private static Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
    socket.setSoTimeout(DRIP_MS);
    return socket;
  }

  /** Sends a byte now and then, until the connection is closed; returns what was said to it. */
  private static String drip(Socket socket, char next) throws IOException {
    var said = new StringBuilder();
    long end = System.nanoTime() + PATIENCE.toNanos();
    byte[] buffer = new byte[1 << 12];
    while (System.nanoTime() < end) {
      try {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          return said.toString();
        }
        said.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
      } catch (SocketTimeoutException e) {
        said.append(dripped(socket, next));
      } catch (SocketException e) {
        return said.toString();
      }
    }
    throw new AssertionError("still open after " + PATIENCE + ": " + said);
  }

  private static String dripped(Socket socket, char next) {
    try {
      socket.getOutputStream().write(next);
      return "";
    } catch (IOException e) {
      // What is still to be read says why.
      return "";
    }
  }
}
