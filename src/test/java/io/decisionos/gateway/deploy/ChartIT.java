package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with the settings and the mounts of the chart, as a pod has them. */
final class ChartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DRAIN_MS = "1500";
  @TempDir private Path home;

  @Test
  void aPodOfTheChartServesFollowsItsConfigMapAndDrains() throws IOException {
    Rendered rendered = Rendered.of(Map.of());
    var tenants = new LinkedHashMap<>(rendered.data("tenants"));
    var mounted = ConfigMapDirectory.of(home.resolve("tenants"), tenants);
    ConfigMapDirectory.of(home.resolve("conf"), rendered.data("conf"));
    try (var gateway = GatewayProcess.start(GatewayProcess.jar(), variables(rendered))) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      assertThat(status(ports.http(), "/slo?tenant=default")).isEqualTo(401);
      assertThat(status(ports.http(), "/readyz")).isEqualTo(200);

      tenants.put("new.yaml", "tenant_id: newco\nname: New Company\nstatus: active\n");
      mounted.swap("..second", tenants);
      Await.until(PATIENCE, () -> gateway.errors().contains("newco"), gateway::errors);

      gateway.terminate();
      Await.until(PATIENCE, () -> status(ports.http(), "/readyz") == 503, gateway::errors);
      assertThat(status(ports.http(), "/slo?tenant=default")).isEqualTo(401);
      assertThat(gateway.awaitExit()).as(gateway.errors()).isZero();
    }
  }

  /** The variables of the pod, for a process that is not in one. */
  private Map<String, String> variables(Rendered rendered) {
    var all = new HashMap<>(rendered.variables());
    all.put("DECISIONOS_CONF", home.resolve("conf").toString());
    all.put("DECISIONOS_TENANTS", home.resolve("tenants").toString());
    all.put("DECISIONOS_DATA", home.resolve("data").toString());
    all.put("DECISIONOS_HTTP_HOST", "127.0.0.1");
    all.put("DECISIONOS_OPS_HOST", "127.0.0.1");
    all.put("DECISIONOS_HTTP_PORT", "0");
    all.put("DECISIONOS_OPS_PORT", "0");
    all.put("DECISIONOS_SHUTDOWN_DELAY_MS", DRAIN_MS);
    all.put("DECISIONOS_FLEET_NAME", "prod-gateway-0");
    return all;
  }

  private static int status(int port, String target) {
    try {
      String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      return RawHttp.exchange(port, request).status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
