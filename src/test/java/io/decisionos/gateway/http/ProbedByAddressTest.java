package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubelets and balancers ask by the address that they reach us at, and no page can rebind one. */
final class ProbedByAddressTest {
  private static final String ADDRESS = "127.0.0.2";

  @TempDir private static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        RunningGateway.start(
            home, Map.of("DECISIONOS_HTTP_HOST", ADDRESS, "DECISIONOS_OPS_HOST", ADDRESS));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz, 127.0.0.2, 200",
    "/healthz, 127.0.0.2:8080, 200",
    "/readyz, 127.0.0.2, 200",
    "/readyz, 127.0.0.3, 421",
    "/healthz, evil.example, 421",
    "/healthz, 127.0.0.2.evil.example, 421",
    "/openapi.yaml, 127.0.0.2, 421",
    "/slo?tenant=default, 127.0.0.2, 421",
    "/slo?tenant=default, localhost, 200",
  })
  void theTenantsListenerTakesItsOwnAddressForProbesAlone(String target, String host, int status)
      throws IOException {
    assertThat(status(gateway.httpPort(), target, host, "")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz, '', 200",
    "/readyz, '', 200",
    "/metrics, '', 421",
    "/metrics, 'Authorization: Bearer x', 200",
    "/ops/tenants, 'Authorization: Bearer x', 421",
  })
  void theOperatorsListenerShowsItsMetricsThatWayToATokenAlone(
      String target, String field, int status) throws IOException {
    assertThat(status(gateway.opsPort(), target, ADDRESS, field.isEmpty() ? "" : field + "\r\n"))
        .isEqualTo(status);
  }

  private static int status(int port, String target, String host, String fields)
      throws IOException {
    try (var socket = new Socket(InetAddress.getByName(ADDRESS), port)) {
      String head = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
      return Integer.parseInt(line.substring(line.length() - 3));
    }
  }
}
