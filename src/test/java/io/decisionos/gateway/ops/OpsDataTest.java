package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, traffic and timeline, as the console and the command line ask for them. */
class OpsDataTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(home);
    for (int i = 0; i < 5; i++) {
      write(
          "many-" + i, "tenant_id: many-" + i + "\nname: Many <b>" + i + "</b>\nstatus: active\n");
    }
    // Shown as an escape, whose backslash comes after the capital letter.
    write("\1", "tenant_id: odd-1\nname: O\nstatus: active\n");
    write("O", "tenant_id: odd-0\nname: O\nstatus: active\n");
    write("sleepy", "tenant_id: sleepy\nname: S\nstatus: suspended\n");
    write("broken", "tenant_id: broken\nname: B\nstatus: asleep\nlimits:\n\tmax_qps: 1\n");
    gateway.reload();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(gateway.tenants().resolve(name + ".yaml"), text);
  }

  private static JsonObject ops(String target) {
    return new JsonObject(gateway.ops(target).body());
  }

  private static List<String> ids(JsonObject page) {
    return strings(page.getJsonArray("tenants"), "tenant_id");
  }

  private static List<String> strings(JsonArray array, String key) {
    return IntStream.range(0, array.size())
        .mapToObj(i -> array.getJsonObject(i).getString(key))
        .toList();
  }

  @Test
  void aTextIsFoundInIdNameAndFileWhateverTheCase() {
    assertThat(ids(ops("/ops/tenants?q=MANY-3"))).containsExactly("many-3");
    assertThat(ids(ops("/ops/tenants?q=%3Cb%3E4"))).containsExactly("many-4");
    assertThat(ids(ops("/ops/tenants?q=acme_corp.y"))).containsExactly("acme-corp");
    assertThat(ids(ops("/ops/tenants?q=nothing-like-it"))).isEmpty();
  }

  @Test
  void rowsAreChosenByStatusAndByFaults() {
    assertThat(ids(ops("/ops/tenants?status=suspended"))).containsExactly("sleepy");
    assertThat(ids(ops("/ops/tenants?faulty=true"))).containsExactly("broken");
    JsonObject counts = ops("/ops/tenants?status=invalid").getJsonObject("counts");
    assertThat(counts.getInteger("files")).isEqualTo(11);
    assertThat(counts.getInteger("suspended")).isEqualTo(1);
    assertThat(counts.getInteger("faulty")).isEqualTo(1);
  }

  @Test
  void pagesTogetherAreTheWholeList() {
    var seen = new ArrayList<String>();
    JsonObject page = ops("/ops/tenants?q=many&limit=2");
    assertThat(page.getInteger("matched")).isEqualTo(5);
    seen.addAll(ids(page));
    while (page.containsKey("next_cursor")) {
      page = ops("/ops/tenants?q=many&limit=2&cursor=" + page.getString("next_cursor"));
      seen.addAll(ids(page));
    }
    assertThat(seen).containsExactly("many-0", "many-1", "many-2", "many-3", "many-4");
  }

  @Test
  void pagesAreInTheOrderInWhichFilesAreShown() {
    JsonObject first = ops("/ops/tenants?q=odd-&limit=1");
    String cursor = URLEncoder.encode(first.getString("next_cursor"), StandardCharsets.UTF_8);
    JsonObject second = ops("/ops/tenants?q=odd-&limit=1&cursor=" + cursor);

    assertThat(ids(first)).containsExactly("odd-0");
    assertThat(ids(second)).containsExactly("odd-1");
    assertThat(second.containsKey("next_cursor")).isFalse();
  }

  @Test
  void aFaultHasACopyOfItsLineAsText() {
    JsonObject row = ops("/ops/tenants?faulty=true").getJsonArray("tenants").getJsonObject(0);
    JsonObject error = row.getJsonArray("errors").getJsonObject(0);
    JsonArray excerpt = error.getJsonArray("excerpt");

    assertThat(strings(excerpt, "text")).contains("\\tmax_qps: 1");
    assertThat(Instant.parse(rowOf("many-1").getString("changed_at"))).isBefore(Instant.now());
    assertThat(rowOf("acme-corp").getJsonObject("limits").getInteger("max_qps")).isEqualTo(5000);
  }

  private static JsonObject rowOf(String id) {
    return ops("/ops/tenants?q=" + id).getJsonArray("tenants").getJsonObject(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ops/tenants?status=asleep",
        "/ops/tenants?limit=0",
        "/ops/tenants?limit=99999999999999999999",
        "/ops/tenants?faulty=perhaps",
        "/ops/events?limit=x",
        "/ops/events?since=yesterday",
        "/ops/events?until=tomorrow",
        "/ops/events?period=tomorrow",
        "/ops/events?period=last-24h&since=2026-01-01T00:00:00Z",
        "/ops/events?cursor=-1",
        "/ops/events?level=loud",
        "/ops/traffic?tenant=NOT%20AN%20ID",
        "/ops/traffic?seconds=3601"
      })
  void whatMakesNoSenseIsRefusedWithWhatWouldMakeSense(String target) {
    var response = gateway.ops(target);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("detail")).startsWith("Send ");
  }

  @Test
  void theTimelineIsSearchedByTextInAnyCaseAndByTime() {
    assertThat(kinds("q=READY%20with")).containsOnly("gateway.started");
    assertThat(kinds("q=gateway.STARTED")).containsOnly("gateway.started");
    assertThat(kinds("q=no%20such%20words")).isEmpty();
    assertThat(kinds("q=ready&until=2001-01-01T00:00:00Z")).isEmpty();
    assertThat(kinds("q=ready&until=2100-01-01T00:00:00Z")).containsOnly("gateway.started");
    assertThat(kinds("q=ready&since=2100-01-01T00:00:00Z")).isEmpty();
    assertThat(kinds("q=ready&period=2001-01-01")).isEmpty();
    assertThat(kinds("q=ready&period=last-24h")).containsOnly("gateway.started");
  }

  private static List<String> kinds(String query) {
    return strings(ops("/ops/events?" + query).getJsonArray("events"), "kind");
  }

  @Test
  void trafficIsCountedForTheTenantThatMadeItAndForAll() {
    for (int i = 0; i < 7; i++) {
      gateway.get("/slo?tenant=many-2");
    }
    gateway.get("/nowhere?tenant=many-2");
    gateway.get("/slo?tenant=nobody");

    Await.until(PATIENCE, () -> latest("many-2", "requests") == 8, () -> traffic("many-2"));
    assertThat(latest("many-2", "client_errors")).isEqualTo(1);
    assertThat(latest("many-3", "requests")).isZero();
    JsonObject all = ops("/ops/traffic");
    assertThat(all.getJsonObject("latest").getInteger("requests")).isGreaterThanOrEqualTo(9);
    assertThat(strings(all.getJsonArray("busiest"), "tenant_id"))
        .contains("many-2")
        .doesNotContain("nobody");
    assertThat(strings(all.getJsonArray("channels"), "channel")).contains("overlay.slo");
    assertThat(all.getJsonArray("loops")).isNotEmpty();
  }

  private static JsonObject traffic(String tenant) {
    return ops("/ops/traffic?tenant=" + tenant);
  }

  private static int latest(String tenant, String what) {
    return traffic(tenant).getJsonObject("latest").getInteger(what);
  }

  @Test
  void eventsAreFilteredAndPagedByStableIds() {
    JsonObject all = ops("/ops/events?kind=tenant");
    List<String> kinds = strings(all.getJsonArray("events"), "kind");
    assertThat(kinds).contains("tenant.changed").allMatch(kind -> kind.startsWith("tenant."));
    assertThat(strings(ops("/ops/events?tenant=sleepy").getJsonArray("events"), "message"))
        .containsExactly("added, suspended");
    assertThat(
            strings(ops("/ops/events?level=warn&kind=tenant").getJsonArray("events"), "tenant_id"))
        .containsExactly("broken", "broken");
    assertThat(
            strings(
                ops("/ops/events?level=error&kind=tenant.refused").getJsonArray("events"),
                "message"))
        .singleElement()
        .asString()
        .startsWith("all calls are refused: broken.yaml:");

    JsonObject first = ops("/ops/events?kind=tenant&limit=2");
    JsonObject second =
        ops("/ops/events?kind=tenant&limit=2&cursor=" + first.getString("next_cursor"));
    long last = first.getJsonArray("events").getJsonObject(1).getLong("id");
    assertThat(second.getJsonArray("events").getJsonObject(0).getLong("id")).isLessThan(last);
    long newest = first.getJsonArray("events").getJsonObject(0).getLong("id");
    assertThat(ops("/ops/events?kind=tenant&after=" + newest).getJsonArray("events")).isEmpty();
  }

  @Test
  void theTimelineGoesOnAfterARestartUnderTheSameIds(@TempDir Path other) throws IOException {
    JsonArray before;
    try (var run = RunningGateway.start(other)) {
      Files.writeString(run.tenants().resolve("x.yaml"), "tenant_id: x\nname: X\nstatus: active\n");
      run.reload();
      before = new JsonObject(run.ops("/ops/events?kind=tenant").body()).getJsonArray("events");
      assertThat(before).isNotEmpty();
    }
    try (var run = RunningGateway.start(other)) {
      JsonArray after =
          new JsonObject(run.ops("/ops/events?kind=tenant").body()).getJsonArray("events");
      assertThat(after).isEqualTo(before);
      JsonArray life =
          new JsonObject(run.ops("/ops/events?kind=gateway").body()).getJsonArray("events");
      assertThat(strings(life, "kind"))
          .containsExactly("gateway.started", "gateway.draining", "gateway.started");
    }
  }

  @Test
  void checksKeepTheTimeSinceWhenTheyAreAsTheyAre() {
    JsonObject checks = ops("/readyz").getJsonObject("checks");
    String since = checks.getJsonObject("storage").getString("since");

    assertThat(ops("/readyz").getJsonObject("checks").getJsonObject("storage").getString("since"))
        .isEqualTo(since);
  }
}
