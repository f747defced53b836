package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage as tenants and operators see it. */
final class UsageOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    tenant(tenants, "busy", "active");
    tenant(tenants, "hasty", "active\nlimits: {max_qps: 1, burst_ms: 0}");
    tenant(tenants, "asleep", "suspended");
    gateway = RunningGateway.start(home, Map.of());
  }

  private static void tenant(Path tenants, String id, String status) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: T\nstatus: " + status + "\n");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> ask(String target) {
    return gateway.send(gateway.request(target).build());
  }

  private HttpResponse<String> post(String target, String type, String body) {
    return gateway.send(
        gateway
            .request(target)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonObject overview() {
    return new JsonObject(gateway.ops("/ops/usage?window=1h").body());
  }

  private JsonObject of(String tenant) {
    return overview().getJsonObject("tenants").getJsonObject(tenant, new JsonObject());
  }

  private long seen(String tenant, String field) {
    return of(tenant).getLong(field, 0L);
  }

  @Test
  void whatWasAnsweredAndRefusedShowsAndIsKept() throws IOException {
    for (int i = 0; i < 10; i++) {
      assertThat(ask("/slo?tenant=busy").statusCode()).isEqualTo(200);
    }
    assertThat(ask("/nothing?tenant=busy").statusCode()).isEqualTo(404);
    for (int i = 0; i < 5; i++) {
      ask("/slo?tenant=hasty");
    }
    assertThat(ask("/slo?tenant=asleep").statusCode()).isEqualTo(403);
    Await.until(PATIENCE, () -> seen("busy", "requests") == 11, this::overview);
    Await.until(
        PATIENCE, () -> seen("hasty", "requests") + seen("hasty", "refused") == 5, this::overview);
    assertThat(seen("hasty", "refused")).isPositive();
    Await.until(PATIENCE, () -> seen("asleep", "refused") == 1, this::overview);
    assertThat(seen("busy", "bytes_out")).isGreaterThan(1000);

    // What was counted last is written at the end.
    ask("/slo?tenant=busy");
    gateway.close();
    gateway = RunningGateway.start(home, Map.of());

    JsonObject own = new JsonObject(ask("/usage?tenant=busy").body());
    assertThat(own.getString("tenant")).isEqualTo("busy");
    assertThat(own.getString("window")).isEqualTo("24h");
    assertThat(own.getLong("requests")).isEqualTo(12);
    assertThat(own.getLong("refused")).isZero();
  }

  @Test
  void bytesOperationsAndEventsCount() {
    String value = "\"" + "x".repeat(998) + "\"";
    for (int i = 0; i < 3; i++) {
      assertThat(
              gateway
                  .send(
                      gateway
                          .request("/etags/k" + i + "?tenant=busy")
                          .header("Content-Type", "application/json")
                          .header("Idempotency-Key", "once-" + i)
                          .PUT(BodyPublishers.ofString(value))
                          .build())
                  .statusCode())
          .isEqualTo(201);
      assertThat(ask("/etags/k" + i + "?tenant=busy").body()).isEqualTo(value);
    }
    assertThat(ask("/etags/none?tenant=busy").statusCode()).isEqualTo(404);
    String lines = "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"r\"}\n".repeat(4);
    assertThat(post("/events/reasons?tenant=busy", "application/x-ndjson", lines).statusCode())
        .isEqualTo(200);
    Await.until(PATIENCE, () -> seen("busy", "requests") == 8, this::overview);
    JsonObject busy = of("busy");
    assertThat(busy.getLong("storage_operations")).isEqualTo(7);
    assertThat(busy.getLong("events")).isEqualTo(4);
    assertThat(busy.getLong("bytes_in")).isEqualTo(3000 + lines.length());
    assertThat(busy.getLong("bytes_out")).isBetween(3000L, 4500L);
    assertThat(busy.getLong("storage_bytes")).isGreaterThan(3000);
    assertThat(busy.getLong("evidence_bytes")).isZero();
  }

  @Test
  void anotherWindowIsRefused() {
    HttpResponse<String> refused = ask("/usage?tenant=busy&window=7d");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(refused.body()).getString("reason_code"))
        .isEqualTo("request.invalid");
    assertThat(gateway.ops("/ops/usage?window=1m").statusCode()).isEqualTo(400);
  }

  @Test
  void aTableComesToWhoeverAsksForOne() {
    HttpResponse<String> own = accepted("text/csv");
    assertThat(own.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(accepted("application/json, text/csv;q=0.3").headers().firstValue("content-type"))
        .hasValue("application/json");
    assertThat(own.body().lines().toList())
        .containsExactly(
            "tenant,requests,refused,cpu_ms,bytes_in,bytes_out,storage_bytes,storage_operations,"
                + "events,evidence_bytes,cost_so_far,cost_projected,currency",
            "busy,0,0,0.0,0,0,0,0,0,0,0,0,");
  }

  private HttpResponse<String> accepted(String types) {
    return gateway.send(gateway.request("/usage?tenant=busy").header("Accept", types).build());
  }

  @Test
  void processorTimeIsSomebodysOrNobodysAndAddsUp() {
    for (int i = 0; i < 200; i++) {
      ask("/slo/error_rate_max?tenant=busy");
    }
    Await.until(PATIENCE, () -> seen("busy", "requests") >= 200, this::overview);
    Await.until(PATIENCE, () -> of("busy").getDouble("cpu_ms") > 0, this::overview);
    double sum = total();
    // This process has run other tests before, which are nobody's.
    double process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e6;
    assertThat(sum).isGreaterThan(0).isLessThanOrEqualTo(process);
    Await.until(PATIENCE, () -> total() > process, this::overview);
  }

  private double total() {
    JsonObject all = overview();
    return all.getJsonObject("unattributed").getDouble("cpu_ms")
        + all.getJsonObject("tenants").stream()
            .mapToDouble(entry -> ((JsonObject) entry.getValue()).getDouble("cpu_ms"))
            .sum();
  }

  @Test
  void whatIsHeldCostsAndTheGuardTellsOfABudget() throws IOException {
    Path tenants = home.resolve("tenants");
    tenant(
        tenants,
        "payer",
        "active\nbilling: {currency: KRW, rate_per_gb: 1000000000, monthly_budget: 0.001}");
    Await.until(PATIENCE, () -> ask("/slo?tenant=payer").statusCode() == 200, () -> "the tenant");
    gateway.send(
        gateway
            .request("/etags/k?tenant=payer&ttl_ms=600000")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("\"" + "x".repeat(10_000) + "\""))
            .build());
    Await.until(
        PATIENCE,
        () -> of("payer").getJsonObject("cost", new JsonObject()).getDouble("so_far", 0.0) > 10,
        this::overview);
    JsonObject cost = new JsonObject(ask("/usage?tenant=payer").body()).getJsonObject("cost");
    assertThat(cost.getString("currency")).isEqualTo("KRW");
    assertThat(cost.getDouble("projected")).isGreaterThanOrEqualTo(cost.getDouble("so_far"));
    Await.until(
        PATIENCE,
        () -> gateway.ops("/ops/events?kind=cost").body().contains("cost.budget"),
        () -> gateway.ops("/ops/events").body());
  }
}
