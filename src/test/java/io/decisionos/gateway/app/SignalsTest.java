package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager tells a gateway. */
final class SignalsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;

  @Test
  void aHangUpReloadsAndEndsNothing() throws IOException {
    Map<String, String> variables =
        Map.of(
            "DECISIONOS_DATA", home.toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0");
    try (var gateway =
        GatewayProcess.start(GatewayProcess.classes("io.decisionos.gateway.app.Main"), variables)) {
      GatewayProcess.Ports ports = gateway.awaitReady();

      gateway.signal("HUP");

      Await.until(
          PATIENCE,
          () -> get(ports.ops(), "/ops/events").contains("gateway.reloaded"),
          () -> get(ports.ops(), "/ops/events") + gateway.errors());
      gateway.signal("HUP");
      assertThat(get(ports.http(), "/healthz")).contains("ok");
      gateway.terminate();
      assertThat(gateway.awaitExit()).isZero();
    }
  }

  private static String get(int port, String target) {
    try {
      return RawHttp.exchange(port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
