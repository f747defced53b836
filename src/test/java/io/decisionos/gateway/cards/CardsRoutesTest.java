package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardsRoutesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> READS =
      List.of(
          "/cards/reason-trends/palette",
          CardCaller.SUMMARY + "&bucket=hour",
          "/cards/label-heatmap?period=2026-01-01&overlay=both&highlight=3&bucket=hour",
          "/cards/highlights/stream?limit=100",
          "/cards/reason-summary?bucket=week&at=2026-01-01T12:00:00Z");

  @TempDir private Path home;

  private RunningGateway gateway;
  private CardCaller acme;
  private CardCaller other;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(home);
    acme = new CardCaller(gateway, "acme-corp");
    other = new CardCaller(gateway, "default");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void restart() throws IOException {
    stop();
    start();
  }

  @Test
  void eachCardShowsItsTenantAndNobodyElse() {
    acme.count("2026-01-01T10:00:00Z", "reason:perf", 2);
    assertThat(acme.ask(CardCaller.SUMMARY).getJsonObject("raw"))
        .isEqualTo(new JsonObject().put("reason:perf", 2));
    assertThat(other.ask(CardCaller.SUMMARY).getJsonObject("raw")).isEmpty();
    for (String read : READS) {
      assertThat(other.etag(read)).as(read).isNotEqualTo(acme.etag(read));
      assertThat(other.again(read, acme.etag(read))).as(read).isEqualTo(200);
    }
  }

  @Test
  void aTagChangesExactlyWhenTheAnswerDoes() {
    for (String event : List.of("2026-01-01T10:00:00Z", "2026-01-01T10:00:01Z")) {
      acme.count(event, "reason:perf", 1);
      for (String read : READS) {
        HttpResponse<String> answer = acme.get(read);
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).startsWith("\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(acme.get(read).body()).as(read).isEqualTo(answer.body());
        assertThat(acme.again(read, etag)).as(read).isEqualTo(304);
      }
    }
    String summary = acme.etag(CardCaller.SUMMARY);
    String palette = acme.etag(READS.get(0));
    acme.count("2026-01-01T10:00:00Z", "reason:perf", 1);
    assertThat(acme.again(CardCaller.SUMMARY, summary)).isEqualTo(200);
    assertThat(acme.again(READS.get(0), palette)).isEqualTo(304);
    String now = acme.etag(CardCaller.SUMMARY);
    acme.count("2026-01-02T00:00:00Z", "reason:perf", 1);
    assertThat(acme.again(CardCaller.SUMMARY, now)).as("outside the window").isEqualTo(304);
  }

  @Test
  void aThresholdBeyondAllCountsIsTakenHoweverManyDigitsItHas() {
    acme.count("2026-01-01T10:00:00Z", "reason:perf", 9);
    acme.count("2026-01-01T10:00:00Z", "reason:slow", 8);
    String summary = "/cards/reason-summary?at=2026-01-01T12:00:00Z&top_n=1&compress_threshold=";

    assertThat(acme.ask(summary + "0008").getJsonArray("top_labels")).hasSize(2);
    for (String most : List.of("1000000000000000", "9223372036854775808", "9".repeat(400))) {
      assertThat(acme.ask(summary + most).getJsonArray("top_labels")).as(most).hasSize(1);
    }
  }

  @Test
  void anEditedCatalogueTakesEffectAndABadOneDoesNot() throws IOException {
    acme.count("2026-01-01T10:00:00Z", "slow-network", 1);
    Path file = gateway.conf().resolve("cards.yaml");
    String shipped = Files.readString(file);
    String sha = acme.ask(CardCaller.SUMMARY).getString("catalog_sha");
    Files.writeString(file, shipped.replaceFirst("aliases: \\[]", "aliases: [slow-network]"));
    Await.until(
        PATIENCE,
        () -> !acme.ask(CardCaller.SUMMARY).getString("catalog_sha").equals(sha),
        () -> gateway.ops("/readyz").body());
    assertThat(acme.ask(CardCaller.SUMMARY).getJsonObject("raw"))
        .isEqualTo(new JsonObject().put("reason:infra-latency", 1));

    Files.writeString(file, shipped.replace("weight: 1.30", "weight: heavy"));
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("cards.yaml:"),
        () -> gateway.ops("/readyz").body());
    assertThat(acme.ask(CardCaller.SUMMARY).getJsonObject("raw"))
        .isEqualTo(new JsonObject().put("reason:infra-latency", 1));
    Files.writeString(file, shipped);
    Await.until(
        PATIENCE,
        () -> acme.ask(CardCaller.SUMMARY).getString("catalog_sha").equals(sha),
        () -> gateway.ops("/readyz").body());
  }

  @Test
  void tokensSurviveARestartAndServeTheirTenantAlone() throws IOException {
    acme.countHours(START, 3);
    String buckets = CardCaller.SUMMARY + "&bucket=hour&limit=1";
    JsonObject first = acme.ask(buckets);
    JsonArray items = acme.ask("/cards/highlights/stream?bucket=hour").getJsonArray("items");
    restart();
    String cursor = buckets + "&cursor=" + first.getString("next_cursor");
    String since = CardCaller.SUMMARY + "&since=" + first.getString("delta_token");
    String place =
        "/cards/highlights/stream?bucket=hour&since=" + items.getJsonObject(1).getString("token");
    assertThat(acme.ask(cursor).getJsonArray("buckets").getJsonObject(0).getString("start"))
        .isEqualTo("2026-01-01T01:00:00Z");
    assertThat(acme.ask(since).getJsonObject("delta").getJsonObject("changed")).isEmpty();
    assertThat(acme.ask(place).getJsonArray("items"))
        .isEqualTo(new JsonArray().add(items.getJsonObject(2)));
    for (String foreign : List.of(cursor, since, place)) {
      assertThat(other.get(foreign).statusCode()).as(foreign).isEqualTo(400);
    }
    String otherWindow = since.replace("start=2026-01-01T00:00:00Z", "start=2026-01-01T00:00:01Z");
    assertThat(acme.get(otherWindow).statusCode()).isEqualTo(400);
    String otherBucket = cursor.replace("bucket=hour", "bucket=day");
    assertThat(acme.get(otherBucket).statusCode()).isEqualTo(400);
  }

  @Test
  void theDeltaIsAgainstTheAnswerThatGaveTheToken() {
    acme.count("2026-01-01T10:00:00Z", "reason:perf", 2);
    String token = acme.ask(CardCaller.SUMMARY).getString("delta_token");
    acme.count("2026-01-01T11:00:00Z", "reason:perf", 3);
    acme.count("2026-01-01T11:00:00Z", "new", 1);
    assertThat(acme.ask(CardCaller.SUMMARY + "&since=" + token).getJsonObject("delta"))
        .isEqualTo(
            new JsonObject(
                "{\"added\":{\"new\":1},\"removed\":{},"
                    + "\"changed\":{\"reason:perf\":{\"from\":2,\"to\":5,\"delta\":3}}}"));
  }

  @Test
  void pagesGoOnWhileEventsCome() {
    acme.countHours(START, 4);
    String buckets = CardCaller.SUMMARY + "&bucket=hour&limit=2";
    JsonObject page = acme.ask(buckets);
    acme.count("2026-01-01T00:30:00Z", "reason:perf", 1);
    acme.count("2026-01-01T02:30:00Z", "reason:perf", 1);
    JsonObject rest = acme.ask(buckets + "&cursor=" + page.getString("next_cursor"));
    assertThat(rest.getJsonArray("buckets").stream().map(b -> ((JsonObject) b).getInteger("total")))
        .containsExactly(2, 1);
    assertThat(rest.containsKey("next_cursor")).isFalse();
  }

  @Test
  void whatHasJustHappenedBelongsToTheLastDay() {
    acme.count(Instant.now().toString(), "reason:quota", 1);
    for (String period : List.of("last-24h", "last-7d")) {
      JsonObject heatmap = acme.ask("/cards/label-heatmap?period=" + period);
      assertThat(heatmap.getJsonObject("matrix").getJsonObject("quota"))
          .isEqualTo(new JsonObject().put("reason:quota", 1));
    }
    assertThat(acme.ask("/cards/reason-summary").getInteger("total_items")).isEqualTo(1);
  }

  @Test
  void everyCardOfAWindowTakesAPeriod() {
    acme.count("2026-01-01T00:30:00Z", "reason:perf", 1);
    acme.count("2026-01-02T00:30:00Z", "reason:perf", 1);
    String summary = "/cards/reason-trends/summary?period=";
    assertThat(acme.ask(summary + "2026-01-01")).isEqualTo(acme.ask(CardCaller.SUMMARY));
    assertThat(acme.ask(summary + "2026-01-01T00:00:00Z/2026-01-02T00:00:00Z"))
        .isEqualTo(acme.ask(CardCaller.SUMMARY));
    assertThat(acme.ask("/cards/reason-summary?period=2026-01"))
        .isEqualTo(acme.ask("/cards/reason-summary?bucket=month&at=2026-01-09T00:00:00Z"));
  }

  @Test
  void anOffsetMeansTheSameMomentEncodedOrNot() {
    acme.count("2026-01-01T00:30:00Z", "reason:perf", 1);
    for (String plus : List.of("+", "%2B")) {
      JsonObject summary =
          acme.ask(
              "/cards/reason-trends/summary?start=2026-01-01T09:00:00"
                  + plus
                  + "09:00&end=2026-01-01T01:00:00z");
      assertThat(summary.getJsonObject("window"))
          .isEqualTo(
              new JsonObject()
                  .put("start", "2026-01-01T00:00:00Z")
                  .put("end", "2026-01-01T01:00:00Z"));
      assertThat(summary.getJsonObject("raw")).hasSize(1);
    }
  }

  @Test
  void reasonsOfARequestAreCountedAsTheyAre() {
    HttpResponse<String> answer =
        acme.trends("{\"reasons\":[\"reason:infra-error\",\"x\",\"x\",\"x\"],\"top\":1}");
    var trends = new JsonObject(answer.body());
    assertThat(trends.getJsonObject("weighted"))
        .isEqualTo(new JsonObject().put("infra", 1.3).put("other", 3.0));
    assertThat(trends.getJsonArray("top_labels"))
        .isEqualTo(new JsonArray().add(new JsonObject().put("name", "x").put("count", 3)));
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void operatorsSeeAnyTenantASuspendedOneToo() throws IOException {
    acme.count("2026-01-01T10:00:00Z", "reason:perf", 2);
    String own = acme.get(CardCaller.SUMMARY).body();
    String theirs = "/ops/tenants/acme-corp" + CardCaller.SUMMARY;
    assertThat(gateway.ops(theirs).body()).isEqualTo(own);
    Path file = gateway.tenants().resolve("acme_corp.yaml");
    Files.writeString(
        file, Files.readString(file).replaceFirst("status: active", "status: suspended"));
    gateway.reload();
    assertThat(acme.get(CardCaller.SUMMARY).statusCode()).isEqualTo(403);
    assertThat(gateway.ops(theirs).body()).isEqualTo(own);
    for (String nobody : List.of("nobody", "Acme", "unknown", "%2e")) {
      assertThat(gateway.ops(theirs.replace("acme-corp", nobody)).statusCode()).isEqualTo(404);
    }
  }
}
