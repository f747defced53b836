package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts as operators and receivers see them. */
final class AlertsOverHttpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;
  private ReceiverStub receiver;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    receiver = new ReceiverStub();
    // A busy machine holds up loops, which is not what is looked at here.
    settings(200, "rules: {EventLoopHeld: {enabled: false}}");
    gateway = RunningGateway.start(home, Map.of());
  }

  private void settings(int wait, String more) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    String text =
        """
        receivers:
          - name: program
            webhook: {url: "%s/hook"}
          - name: keeper
            alertmanager: {url: "%s/am"}
        route:
          receiver: program
          group_wait_ms: %d
          group_interval_ms: 200
          routes:
            - {match: {alertname: TenantConfigInvalid}, receiver: keeper, continue: true}
            - {match: {alertname: TenantConfigInvalid}, receiver: program}
        %s
        """
            .formatted(receiver.url(), receiver.url(), wait, more);
    Path draft = home.resolve("alerts.draft");
    Files.writeString(draft, text);
    Files.move(draft, conf.resolve("alerts.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  @AfterEach
  void stop() {
    gateway.close();
    receiver.close();
  }

  private JsonObject listed(String query) {
    return new JsonObject(gateway.ops("/ops/alerts" + query).body());
  }

  private Optional<JsonObject> alert(String name, String state) {
    return objects(listed("?state=" + state).getJsonArray("alerts")).stream()
        .filter(found -> found.getJsonObject("labels").getString("alertname").equals(name))
        .findFirst();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private List<ReceiverStub.Got> at(String path) {
    return receiver.got().stream().filter(got -> got.path().equals(path)).toList();
  }

  private HttpResponse<String> send(String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest(target)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private void breakATenant() throws IOException {
    Files.writeString(
        gateway.tenants().resolve("odd.yaml"), "tenant_id: odd\nname: Odd\nstatus: sleepy\n");
  }

  private void awaitTold(int messages) {
    Await.until(PATIENCE, () -> at("/hook").size() >= messages, () -> listed("").encodePrettily());
  }

  @Test
  void aBrokenTenantIsToldOnceAndItsEndOnce() throws IOException {
    breakATenant();
    awaitTold(1);
    JsonObject told = at("/hook").get(0).json();
    assertThat(told.getString("version")).isEqualTo("4");
    assertThat(told.getString("status")).isEqualTo("firing");
    assertThat(told.getString("receiver")).isEqualTo("program");
    JsonObject first = told.getJsonArray("alerts").getJsonObject(0);
    assertThat(first.getJsonObject("annotations").getString("runbook_url"))
        .isEqualTo(
            "http://127.0.0.1:" + gateway.opsPort() + "/console/runbooks/TenantConfigInvalid");
    assertThat(first.getJsonObject("labels").getMap())
        .containsEntry("alertname", "TenantConfigInvalid")
        .containsEntry("tenant", "odd")
        .containsEntry("gateway", "fleet")
        .containsEntry("severity", "critical");
    Await.until(
        PATIENCE,
        () ->
            alert("TenantConfigInvalid", "firing")
                .filter(a -> a.getJsonArray("last_told").size() == 2)
                .isPresent(),
        () -> listed("").encodePrettily());
    JsonObject shown = alert("TenantConfigInvalid", "firing").orElseThrow();
    assertThat(shown.getString("why")).contains("route.routes[0]", "route.routes[1]", "program");
    Await.until(
        PATIENCE,
        () ->
            gateway
                .ops("/metrics")
                .body()
                .contains(
                    "gateway_alert_firing{alertname=\"TenantConfigInvalid\","
                        + "severity=\"critical\",tenant=\"odd\"} 1"),
        () -> gateway.ops("/metrics").body());
    assertThat(at("/am/api/v2/alerts")).isNotEmpty();

    Files.delete(gateway.tenants().resolve("odd.yaml"));
    awaitTold(2);
    assertThat(at("/hook").get(1).json().getString("status")).isEqualTo("resolved");
    assertThat(alert("TenantConfigInvalid", "resolved")).isPresent();
    assertThat(at("/hook")).hasSize(2);
  }

  @Test
  void aMessageThatIsSentAgainHasItsIdAndTheNextOneAnother() throws IOException {
    receiver.answer(503, Map.of(), "");
    breakATenant();
    awaitTold(2);
    receiver.answer(200, Map.of(), "ok");
    Await.until(
        PATIENCE,
        () ->
            alert("TenantConfigInvalid", "firing")
                .filter(found -> found.getJsonArray("last_told").size() == 2)
                .isPresent(),
        () -> listed("").encodePrettily());
    Files.delete(gateway.tenants().resolve("odd.yaml"));
    Await.until(PATIENCE, () -> !ids("resolved").isEmpty(), () -> listed("").encodePrettily());
    assertThat(ids("firing")).hasSizeGreaterThan(2).containsOnly(ids("firing").get(0));
    assertThat(ids("resolved")).hasSize(1).doesNotContainAnyElementsOf(ids("firing"));
  }

  private List<String> ids(String status) {
    return at("/hook").stream()
        .filter(got -> got.json().getString("status").equals(status))
        .flatMap(got -> got.headers().get("Webhook-id").stream())
        .toList();
  }

  @Test
  void aSilenceKeepsItQuietAndIsLiftedAgain() throws IOException {
    String until = Instant.now().plusSeconds(600).toString();
    var made =
        send(
            "POST",
            "/ops/alerts/silences",
            "{\"match\":{\"tenant\":\"odd\"},\"until\":\"" + until + "\",\"comment\":\"known\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String id = new JsonObject(made.body()).getString("id");
    breakATenant();
    Await.until(
        PATIENCE,
        () -> alert("TenantConfigInvalid", "silenced").isPresent(),
        () -> listed("").encodePrettily());
    assertThat(alert("TenantConfigInvalid", "silenced").orElseThrow().getString("why"))
        .contains(id)
        .contains("known");
    gateway.close();
    gateway = RunningGateway.start(home, Map.of());
    assertThat(gateway.ops("/ops/alerts/silences").body()).contains(id);
    assertThat(at("/hook")).isEmpty();
    assertThat(send("DELETE", "/ops/alerts/silences/" + id, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "/ops/alerts/silences/" + id, "").statusCode()).isEqualTo(404);
    awaitTold(1);
  }

  @Test
  void aReceiverIsTriedAndWhatItSaysIsShown() {
    var tried = send("POST", "/ops/alerts/test", "{\"receiver\":\"program\"}");
    assertThat(tried.statusCode()).isEqualTo(200);
    JsonObject said = new JsonObject(tried.body());
    assertThat(said.getBoolean("sent")).isTrue();
    assertThat(said.getInteger("status")).isEqualTo(200);
    assertThat(said.getString("said")).isEqualTo("ok");
    assertThat(at("/hook"))
        .extracting(ReceiverStub.Got::body)
        .anyMatch(body -> body.contains("\"Test\""))
        .noneMatch(body -> body.contains("/console/runbooks/Test"));
    assertThat(at("/hook"))
        .flatExtracting(got -> objects(got.json().getJsonArray("alerts")))
        .extracting(alert -> alert.getJsonObject("labels"))
        .filteredOn(labels -> labels.getString("alertname").equals("Test"))
        .extracting(labels -> labels.getString("gateway"))
        .singleElement()
        .asString()
        .endsWith(":" + gateway.httpPort());
    assertThat(send("POST", "/ops/alerts/test", "{\"receiver\":\"nobody\"}").statusCode())
        .isEqualTo(400);
    receiver.answer(302, Map.of("Location", receiver.url() + "/elsewhere"), "");
    said = new JsonObject(send("POST", "/ops/alerts/test", "{\"receiver\":\"program\"}").body());
    assertThat(said.getBoolean("sent")).isFalse();
    assertThat(said.getString("detail")).contains("302", "not followed");
    assertThat(at("/elsewhere")).isEmpty();
  }

  private void awaitFiring() {
    Await.until(
        PATIENCE,
        () -> alert("TenantConfigInvalid", "firing").isPresent(),
        () -> listed("").encodePrettily());
  }

  @Test
  void whatWasToldIsNotToldAgainAfterARestart() throws IOException {
    breakATenant();
    awaitTold(1);
    awaitFiring();
    gateway.close();
    gateway = RunningGateway.start(home, Map.of());
    Files.delete(gateway.tenants().resolve("odd.yaml"));
    awaitTold(2);
    assertThat(at("/hook").get(1).json().getString("status")).isEqualTo("resolved");
  }

  @Test
  void aClockThatIsPutForwardNeitherEndsNorTellsAnything() throws IOException {
    var clock = new LateClock();
    gateway.close();
    gateway = RunningGateway.start(home, Map.of(), new Machine(clock, Machine.REAL.disk()));
    breakATenant();
    awaitTold(1);
    awaitFiring();
    String since = alert("TenantConfigInvalid", "firing").orElseThrow().getString("since");
    clock.late(Duration.ofHours(1));
    // What begins after it shows that the desk has gone on.
    Files.writeString(gateway.conf().resolve("slo.yaml"), "latency_p95_ms: fast\n");
    awaitTold(2);
    assertThat(at("/hook").get(1).body()).contains("ConfInvalid");
    assertThat(alert("TenantConfigInvalid", "firing").orElseThrow().getString("since"))
        .isEqualTo(since);
    assertThat(at("/hook")).hasSize(2);
  }

  @Test
  void aBrokenFileKeepsTheLastGoodOne() throws IOException {
    Files.writeString(gateway.conf().resolve("alerts.yaml"), "receivers: [{name: x}]\n");
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("alerts.yaml:1"),
        () -> gateway.ops("/readyz").body());
    assertThat(listed("").getJsonArray("receivers")).containsExactly("program", "keeper");
    // This, too, is something to tell.
    awaitTold(1);
    assertThat(at("/hook").get(0).body()).contains("ConfInvalid").contains("alerts.yaml:1");
    settings(100, "rules: {ConfInvalid: {severity: critical}}");
    awaitTold(2);
    assertThat(at("/hook").get(1).json().getString("status")).isEqualTo("resolved");
  }
}
