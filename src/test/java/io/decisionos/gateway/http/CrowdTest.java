package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many connect, those who ask are served, and the tenants' files are read. */
final class CrowdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ASK = "GET /slo?tenant=%s HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int SILENT = 450;

  @TempDir private Path home;
  private final List<Socket> open = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Test
  void silentConnectionsTakeNeitherTheDescriptorsNorThePlacesOfThoseWhoAsk() throws IOException {
    Path tenants = Files.createDirectory(home.resolve("tenants"));
    tenant(tenants, "one");
    Map<String, String> further =
        Map.of(
            "DECISIONOS_TENANTS", tenants.toString(), "DECISIONOS_TENANTS_INVALID_GRACE_MS", "0");
    try (var gateway = start("400", further)) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      // All at once, as the system takes them while the process cannot.
      gateway.signal("STOP");
      for (int i = 0; i < SILENT; i++) {
        connect(ports.http());
      }
      gateway.signal("CONT");
      tenant(tenants, "two");

      Await.until(PATIENCE, () -> status(ports.http(), "two") == 200, gateway::errors);
      assertThat(status(ports.http(), "one")).isEqualTo(200);
      Await.until(
          PATIENCE, () -> readiness(ports).contains("connections are open"), gateway::errors);
      assertThat(gateway.errors()).doesNotContain("Too many open files");
    }
  }

  @Test
  void atTheBoundOfAnAddressAnUnusedConnectionGoesAndNoneInUse() throws IOException {
    Map<String, String> two = Map.of("DECISIONOS_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "2");
    try (var gateway = start("unlimited", two)) {
      int port = gateway.awaitReady().http();
      Socket used = connect(port);
      // Two thirds of a head: it is in use.
      write(used, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
      Socket unused = connect(port);

      Await.until(PATIENCE, () -> status(port, "default") == 200, gateway::errors);

      assertThat(isEnded(unused)).isTrue();
      write(used, "\r\n");
      assertThat(RawHttp.read(used.getInputStream()).status()).isEqualTo(200);
    }
  }

  @Test
  void silentHandshakesOfOneAddressLeavePlacesToOthers() throws Exception {
    SelfSigned.write(home, "crowded");
    Map<String, String> encrypted =
        Map.of(
            "DECISIONOS_AUTH",
            "jwt",
            "DECISIONOS_HTTP_TLS",
            "on",
            "DECISIONOS_HTTP_TLS_CERT_FILE",
            home.resolve("tls.crt").toString(),
            "DECISIONOS_HTTP_TLS_KEY_FILE",
            home.resolve("tls.key").toString());
    try (var gateway = start("400", encrypted)) {
      int port = gateway.awaitReady().http();
      for (int i = 0; i < SILENT; i++) {
        connect(port);
      }

      Await.until(PATIENCE, () -> isServedEncrypted(port), gateway::errors);

      // The silent ones still wait: they have ten seconds for a handshake.
      assertThat(open.stream().filter(CrowdTest::isOpen).count()).isGreaterThan(SILENT / 10);
    }
  }

  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a caller from another address is served. */
  private static boolean isServedEncrypted(int port) {
    try (Socket plain =
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName("127.0.0.2"), 0)) {
      plain.setSoTimeout((int) PATIENCE.toMillis());
      var socket =
          (SSLSocket)
              SelfSigned.trusting().getSocketFactory().createSocket(plain, "localhost", port, true);
      write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return RawHttp.read(socket.getInputStream()).status() == 200;
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isEnded(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private GatewayProcess start(String descriptors, Map<String, String> further) throws IOException {
    var command = new ArrayList<String>();
    String limit = descriptors.equals("unlimited") ? "true" : "ulimit -n " + descriptors;
    command.addAll(List.of("bash", "-c", limit + "; exec \"$@\"", "bash"));
    command.addAll(GatewayProcess.classes("io.decisionos.gateway.app.Main"));
    var variables = new HashMap<>(further);
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
    return GatewayProcess.start(command, variables);
  }

  private static void tenant(Path directory, String id) throws IOException {
    Files.writeString(
        directory.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: N\nstatus: active\n");
  }

  private Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    open.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status, or 0 if the connection was not taken. */
  private static int status(int port, String tenant) {
    try {
      return RawHttp.exchange(port, ASK.formatted(tenant)).status();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String readiness(GatewayProcess.Ports ports) {
    try {
      return RawHttp.exchange(ports.ops(), "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .body();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
