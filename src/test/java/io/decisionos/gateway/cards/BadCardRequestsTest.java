package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not valid is refused, with a detail that names what to mend. */
class BadCardRequestsTest {
  private static final String WINDOW = "start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z";

  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    gateway = RunningGateway.start(home);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void assertRefused(HttpResponse<String> answer, String named) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("reason_code")).isEqualTo("request.invalid");
    assertThat(problem.getString("detail")).contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "'', start",
    "start=2026-01-01T00:00:00Z, end",
    "start=&end=2026-01-02T00:00:00Z, start",
    "start=2026-01-01T00:00:00&end=2026-01-02T00:00:00Z, start",
    "start=2026-01-01&end=2026-01-02, start",
    "start=2026-02-30T00:00:00Z&end=2026-03-02T00:00:00Z, start",
    "start=2026-01-01T24:00:00Z&end=2026-03-02T00:00:00Z, start",
    "start=2026-01-01T00:00:60Z&end=2026-03-02T00:00:00Z, start",
    "start=0000-12-31T00:00:00Z&end=2026-03-02T00:00:00Z, start",
    "start=0001-01-01T00:00:00%2B01:00&end=2026-03-02T00:00:00Z, start",
    "start=2026-01-01T00:00:00Z&end=9999-12-31T23:59:59-01:00, end",
    "start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z, end",
    "start=2026-01-01T00:00:00Z&end=2026-01-01T01:00:00%2B01:00, end",
    "start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z, end",
    "start=2026-01-01T00:00:00Z&start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z, start",
    "period=yesterday, period",
    "{w}&period=last-24h, period",
    "start=2026-01-01T00:00:00Z&period=last-24h, period",
    "{w}&top=0, top",
    "{w}&top=51, top",
    "{w}&top=, top",
    "{w}&top=5.0, top",
    "{w}&top=%2B5, top",
    "{w}&top=-1, top",
    "{w}&top=five, top",
    "{w}&top=99999999999999999999, top",
    "{w}&top=5&top=5, top",
    "{w}&bucket=week, bucket",
    "{w}&bucket=HOUR, bucket",
    "{w}&bucket=, bucket",
    "{w}&bucket=hour&bucket=hour, bucket",
    "{w}&bucket=hour&limit=0, limit",
    "{w}&bucket=hour&limit=1001, limit",
    "{w}&limit=0, limit",
    "{w}&bucket=hour&top_buckets=51, top_buckets",
    "{w}&top_buckets=-1, top_buckets",
    "{w}&cursor=abc, bucket",
    "{w}&bucket=hour&cursor=abc, cursor",
    "{w}&bucket=hour&cursor=, cursor",
    "{w}&since=abc, since",
    "{w}&since=, since",
    "{w}&since=abc&since=abc, since"
  })
  void ofTheSummary(String query, String named) {
    String target = "/cards/reason-trends/summary?tenant=acme-corp&" + query.replace("{w}", WINDOW);
    assertRefused(gateway.get(target), named);
  }

  @ParameterizedTest
  @CsvSource({
    "'', period",
    "period=, period",
    "period=2026, period",
    "period=2026-13, period",
    "period=2026-00, period",
    "period=2026-02-29, period",
    "period=2026-1-1, period",
    "period=last-25h, period",
    "period=LAST-24H, period",
    "period=2026-01-01/2026-01-02, period",
    "period=2026-01-01T00:00:00Z/2026-01-01T00:00:00Z, period",
    "period=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z, period",
    "period=2026-01-02T00:00:00Z/, period",
    "period=/2026-01-02T00:00:00Z, period",
    "period=2026-01-01T00:00:00Z/2026-01-02T00:00:00Z/2026-01-03T00:00:00Z, period",
    "period=0000-01-01, period",
    "period=9999-12-31, period",
    "period=9999-12, period",
    "period=2026-01&period=2026-01, period",
    "period=2026-01&bucket=week, bucket",
    "period=2026-01&overlay=all, overlay",
    "period=2026-01&overlay=, overlay",
    "period=2026-01&highlight=-1, highlight",
    "period=2026-01&highlight=101, highlight",
    "period=2026-01&mode=plain, mode"
  })
  void ofTheHeatmap(String query, String named) {
    assertRefused(gateway.get("/cards/label-heatmap?tenant=acme-corp&" + query), named);
  }

  @ParameterizedTest
  @CsvSource({
    "bucket=hour, bucket",
    "bucket=year, bucket",
    "at=2026-01-01, at",
    "at=now, at",
    "period=last-25h, period",
    "period=2026-01&bucket=day, period",
    "period=2026-01&at=2026-01-01T00:00:00Z, period",
    "at=, at",
    "at=9999-12-31T00:00:00Z, at",
    "bucket=month&at=9999-12-01T00:00:00Z, at",
    "top_n=0, top_n",
    "top_n=21, top_n",
    "compress_threshold=0, compress_threshold",
    "compress_threshold=-3, compress_threshold",
    "compress_threshold=3.5, compress_threshold",
    "compress_threshold=, compress_threshold",
    "compress_threshold=00, compress_threshold",
    "compress_threshold=99999999999999999999x, compress_threshold"
  })
  void ofTheReasonSummary(String query, String named) {
    assertRefused(gateway.get("/cards/reason-summary?tenant=acme-corp&" + query), named);
  }

  @ParameterizedTest
  @CsvSource({
    "since=abc, since",
    "since=, since",
    "limit=0, limit",
    "limit=101, limit",
    "bucket=week, bucket",
    "explain=2, explain",
    "explain=true, explain",
    "explain=, explain"
  })
  void ofTheHighlights(String query, String named) {
    assertRefused(gateway.get("/cards/highlights/stream?tenant=acme-corp&" + query), named);
    var events =
        gateway
            .request("/cards/highlights/stream?tenant=acme-corp&" + query)
            .header("Accept", "text/event-stream");
    assertRefused(gateway.send(events.GET().build()), named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"reasons\":\"reason:perf\"}",
        "{\"reasons\":[1]}",
        "{\"reasons\":[null]}",
        "{\"reasons\":[\"\"]}",
        "{\"reasons\":[\"\\ud800\"]}",
        "{\"reasons\":[],\"top\":0}",
        "{\"reasons\":[],\"top\":51}",
        "{\"reasons\":[],\"top\":\"5\"}",
        "{\"reasons\":[],\"top\":5.0}",
        "{\"reasons\":[],\"top\":null}",
        "{\"reasons\":[],\"top\":true}",
        "{\"reasons\":[],\"top\":99999999999999999999}",
        "{\"reasons\":[],\"reasons\":[]}",
        "{\"reasons\":[]} {}"
      })
  void ofTheTrends(String body) {
    assertRefused(new CardCaller(gateway, "acme-corp").trends(body), "Send");
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 5000})
  void aReasonThatIsTooLong(int characters) {
    String reason = "\ud83d\ude00".repeat(characters);
    assertRefused(
        new CardCaller(gateway, "acme-corp").trends("{\"reasons\":[\"" + reason + "\"]}"),
        "128 characters");
  }
}
