package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SLO status as tenants and operators see it. */
final class SloOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    tenant(tenants, "quick", "slo_overlay: {latency_p95_ms: 0.000001, latency_p99_ms: 60000}");
    tenant(tenants, "calm", "slo_overlay: {latency_p95_ms: 60000, latency_p99_ms: 60000}");
    gateway = RunningGateway.start(home, Map.of());
  }

  private static void tenant(Path tenants, String id, String more) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: T\nstatus: active\n" + more);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int ask(String target) {
    return gateway.send(gateway.request(target).build()).statusCode();
  }

  private JsonObject status(String tenant) {
    return new JsonObject(
        gateway.send(gateway.request("/slo/status?tenant=" + tenant).build()).body());
  }

  private static JsonObject objective(JsonObject status, String key) {
    return status.getJsonArray("objectives").stream()
        .map(JsonObject.class::cast)
        .filter(objective -> objective.getString("key").equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static long in(JsonObject status, String key, String window, String what) {
    return objective(status, key).getJsonObject("windows").getJsonObject(window).getLong(what);
  }

  @Test
  void whatIsSlowerThanItsTargetShowsWithinSeconds() {
    for (int i = 0; i < 20; i++) {
      assertThat(ask("/slo?tenant=quick")).isEqualTo(200);
    }
    Await.until(
        PATIENCE,
        () -> in(status("quick"), "latency_p95_ms", "5m", "bad") >= 20,
        () -> "the counts");
    JsonObject status = status("quick");
    assertThat(status.getString("state")).isEqualTo("critical");
    assertThat(objective(status, "latency_p95_ms").getString("state")).isEqualTo("critical");
    assertThat(objective(status, "latency_p99_ms").getString("state")).isEqualTo("ok");
    assertThat(objective(status, "error_rate_max").getDouble("target")).isEqualTo(0.05);
    assertThat(status("calm").getString("state")).isIn("no_data", "ok");
    Await.until(PATIENCE, () -> overview().containsKey("calm"), () -> "the counts");
    assertThat(ops("?brief=true").getJsonObject("tenants").encode())
        .startsWith("{\"quick\":{\"tenant\":\"quick\",\"state\":\"critical\",\"objectives\":[]}");
    assertThat(ops("?state=critical").getJsonObject("tenants").fieldNames()).containsOnly("quick");
    assertThat(ops("?tenant=calm").getJsonObject("tenants").fieldNames()).containsOnly("calm");
    assertThat(ops("?limit=1").getInteger("matched")).isEqualTo(2);
    assertThat(ops("?limit=1").getJsonObject("counts").getInteger("critical")).isEqualTo(1);
    assertThat(gateway.ops("/ops/slo?state=fine").statusCode()).isEqualTo(400);
    assertThat(overview().getJsonObject("quick").getString("state")).isEqualTo("critical");
    Await.until(
        PATIENCE,
        () -> gateway.ops("/ops/events?kind=slo").body().contains("slo.critical"),
        () -> "the counts");
  }

  private JsonObject overview() {
    return ops("").getJsonObject("tenants");
  }

  private JsonObject ops(String query) {
    return new JsonObject(gateway.ops("/ops/slo" + query).body());
  }

  @Test
  void theCountsAreKeptOverARestart() throws IOException {
    for (int i = 0; i < 15; i++) {
      ask("/slo?tenant=quick");
    }
    Await.until(
        PATIENCE,
        () -> in(status("quick"), "latency_p95_ms", "1h", "bad") >= 15,
        () -> "the counts");
    gateway.close();
    gateway = RunningGateway.start(home, Map.of());
    assertThat(in(status("quick"), "latency_p95_ms", "1h", "bad")).isGreaterThanOrEqualTo(15);
  }

  @Test
  void aTenantThatWasNeverAnsweredHasNoData() {
    JsonObject status = status("default");
    assertThat(status.getString("tenant")).isEqualTo("default");
    assertThat(status.getString("state")).isEqualTo("no_data");
    assertThat(status.getJsonArray("objectives")).hasSize(3);
  }

  @Test
  void theNewestEvidenceIsHeldAgainstTheSameTargets() throws IOException {
    evidence("old", "{\"error_rate\": 0.9, \"latency_ms\": {\"p95\": 1, \"p99\": 2}}", 100);
    Await.until(PATIENCE, () -> byEvidence().size() == 3, () -> status("calm").encodePrettily());
    assertThat(status("calm").getString("state")).isEqualTo("warn");
    evidence("newer", "{\"error_rate\": 0.01, \"latency_ms\": {\"p95\": 70000, \"p99\": 5}}", 50);
    for (int i = 0; i < 20; i++) {
      evidence("newest-without-" + i, "", 10 + i);
    }
    Await.until(
        PATIENCE,
        () -> status("calm").encode().contains("newer"),
        () -> status("calm").encodePrettily());
    assertThat(byEvidence().stream().map(o -> o.getString("state")))
        .containsExactly("warn", "ok", "ok");
    assertThat(byEvidence().get(0).getDouble("value")).isEqualTo(70_000);
  }

  @Test
  void numbersThatOnlyEvidenceHasHideNothing() throws IOException {
    String whole = "9".repeat(4000);
    evidence("wide", "{\"latency_ms\": {\"p95\": 70000, \"p99\": NaN}, \"n\": " + whole + "}", 50);

    Await.until(PATIENCE, () -> byEvidence().size() == 1, () -> status("calm").encodePrettily());
    assertThat(byEvidence().get(0).getDouble("value")).isEqualTo(70_000);
  }

  @Test
  void aLockedDocumentOfTheSameIdHidesNothing() throws IOException {
    evidence("same.locked", "", 100);
    evidence("same", "{\"error_rate\": 0.9}", 50);

    Await.until(PATIENCE, () -> byEvidence().size() == 1, () -> status("calm").encodePrettily());
    assertThat(byEvidence().get(0).getString("document")).isEqualTo("same");
  }

  private List<JsonObject> byEvidence() {
    return status("calm").getJsonArray("objectives").stream()
        .map(JsonObject.class::cast)
        .filter(objective -> objective.getString("source").equals("evidence"))
        .toList();
  }

  private void evidence(String id, String perf, int secondsAgo) throws IOException {
    Path root = Files.createDirectories(home.resolve("var/evidence"));
    Path draft = home.resolve(id + ".draft");
    Files.write(draft, signed(perf));
    Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
    Files.move(draft, root.resolve("evidence_" + id + ".json"));
  }

  /** A document whose signature covers the block, too. */
  private static byte[] signed(String perf) {
    String sample = new String(EvidenceSample.valid("calm", 1), StandardCharsets.UTF_8);
    String plain = sample.substring(0, sample.indexOf(", \"integrity\""));
    String block = perf.isEmpty() ? "" : "\"perf\": " + perf + ", ";
    String core = plain.replace("\"quota\"", block + "\"quota\"") + "}";
    String signature = Sha256.hex(core.getBytes(StandardCharsets.UTF_8));
    String whole =
        core.substring(0, core.length() - 1)
            + ", \"integrity\": {\"signature_sha256\": \""
            + signature
            + "\"}}";
    return whole.getBytes(StandardCharsets.UTF_8);
  }
}
