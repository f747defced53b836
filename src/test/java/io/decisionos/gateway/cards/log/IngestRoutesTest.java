package io.decisionos.gateway.cards.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestRoutesTest {
  private static final String LINE = "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}\n";
  private static final String LINES = "application/x-ndjson";

  @TempDir private Path home;

  private static HttpResponse<String> post(
      RunningGateway gateway, String type, String body, String... headers) {
    var request =
        gateway
            .request("/events/reasons?tenant=acme-corp")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gateway.send(request.build());
  }

  private static JsonObject check(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/readyz").body())
        .getJsonObject("checks")
        .getJsonObject("events");
  }

  private static JsonObject facet(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/ops/tenants/acme-corp").body())
        .getJsonObject("effective")
        .getJsonObject("storage");
  }

  @Test
  void eventsComeAsLinesOrAsAnArrayAndAreCounted() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      assertThat(post(gateway, LINES, LINE + "\r\n" + LINE.strip()).body())
          .isEqualTo("{\"accepted\":2}");
      assertThat(post(gateway, "application/json", "[" + LINE + "]").body())
          .isEqualTo("{\"accepted\":1}");
      assertThat(post(gateway, "application/json; charset=utf-8", "[]").body())
          .isEqualTo("{\"accepted\":0}");
      assertThat(post(gateway, LINES, "").body()).isEqualTo("{\"accepted\":0}");
      assertThat(check(gateway).getString("state")).isEqualTo("ok");
      assertThat(check(gateway).getLong("events")).isEqualTo(3);
      assertThat(facet(gateway).getLong("events_bytes")).isPositive();
      assertThat(facet(gateway).getLong("entries_bytes")).isZero();
    }
    try (var gateway = RunningGateway.start(home)) {
      assertThat(check(gateway).getLong("events")).isEqualTo(3);
    }
  }

  @Test
  void whatOthersWroteBeforeTheStartIsCountedOnceReadyOrThePatienceIsOver() throws IOException {
    Path folder = Files.createDirectories(home.resolve("var/events/acme-corp"));
    // More than is read at a time.
    int lines = (3 << 20) / LINE.length();
    Files.writeString(folder.resolve("a.jsonl"), LINE.repeat(lines));
    long begin = System.nanoTime();
    try (var gateway = RunningGateway.start(home)) {
      long took = System.nanoTime() - begin;
      int counted = summary(gateway).getInteger("total_items");
      // A machine that is too busy for it takes the rest in beside the answers.
      assertThat(counted == lines || took > LogVerticle.FIRST_LOOK_PATIENCE.toNanos())
          .as("%d of %d lines were counted after %d ns", counted, lines, took)
          .isTrue();
      awaitEvents(gateway, lines);
    }
    try (var gateway = RunningGateway.start(home)) {
      assertThat(summary(gateway).getInteger("total_items")).isEqualTo(lines);
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsToldOfAndServedAgainOnceItCan() throws IOException {
    Path folder = Files.createDirectories(home.resolve("var/events/acme-corp"));
    Path large = folder.resolve("2026-01-01-000001.events");
    try (var sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    Path other = Files.createDirectories(home.resolve("var/events/default"));
    Files.writeString(other.resolve("a.jsonl"), LINE);
    try (var gateway = RunningGateway.start(home)) {
      awaitEvents(gateway, 1);
      assertThat(check(gateway).getString("state")).isEqualTo("degraded");
      assertThat(check(gateway).getString("cause")).contains("acme-corp");
      assertThat(post(gateway, LINES, LINE).statusCode()).isEqualTo(503);
      Files.delete(large);
      Await.until(
          Duration.ofSeconds(30),
          () -> check(gateway).getString("state").equals("ok"),
          () -> check(gateway));
      assertThat(post(gateway, LINES, LINE).body()).isEqualTo("{\"accepted\":1}");
    }
  }

  private static JsonObject summary(RunningGateway gateway) {
    return new JsonObject(
        gateway.get("/cards/reason-summary?tenant=acme-corp&at=2026-01-01T00:00:00Z").body());
  }

  @Test
  void oneBadLineRefusesTheBatchAndIsNamed() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      HttpResponse<String> refused = post(gateway, LINES, LINE + LINE + "{}\n" + LINE);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(new JsonObject(refused.body()).getInteger("line")).isEqualTo(3);
      assertThat(post(gateway, "text/plain", LINE).statusCode()).isEqualTo(415);
      assertThat(check(gateway).getLong("events")).isZero();
    }
  }

  @Test
  void aRepeatGetsTheFirstAnswerAndIsCountedOnce() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      HttpResponse<String> first = post(gateway, LINES, LINE, "Idempotency-Key", "k");
      HttpResponse<String> again = post(gateway, LINES, LINE, "Idempotency-Key", "k");
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
      assertThat(post(gateway, LINES, LINE + LINE, "Idempotency-Key", "k").statusCode())
          .isEqualTo(422);
      assertThat(check(gateway).getLong("events")).isEqualTo(1);
    }
  }

  @Test
  void aBatchOfTheLargestSizeIsTakenAndOneByteMoreIsNot() throws IOException {
    String padded = " ".repeat(1023 - LINE.length()) + LINE + "\n";
    String most = padded.repeat(8 << 10);
    try (var gateway = RunningGateway.start(home)) {
      assertThat(post(gateway, LINES, most).body()).isEqualTo("{\"accepted\":8192}");
      assertThat(post(gateway, LINES, most + " ").statusCode()).isEqualTo(413);
    }
  }

  @Test
  void filesOfOtherProcessesAreFollowedWhileTheGatewayRuns() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      Path folder = Files.createDirectories(home.resolve("var/events/acme-corp"));
      Path file = Files.writeString(folder.resolve("app.jsonl"), LINE + "bad\n");
      awaitEvents(gateway, 1);
      Files.writeString(file, LINE, StandardOpenOption.APPEND);
      awaitEvents(gateway, 2);
      assertThat(check(gateway).getLong("bad_lines")).isEqualTo(1);
    }
  }

  private static void awaitEvents(RunningGateway gateway, long count) {
    Await.until(
        Duration.ofSeconds(20),
        () -> check(gateway).getLong("events") == count,
        () -> check(gateway));
  }

  @Test
  void entriesAndEventsShareOneLimit() throws IOException {
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_STORAGE_MAX_BYTES", "4000000000"))) {
      assertThat(facet(gateway).containsKey("limit_bytes")).isTrue();
      post(gateway, LINES, LINE);
      long events = facet(gateway).getLong("events_bytes");
      gateway.send(
          gateway
              .request("/etags/a?tenant=acme-corp")
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("\"body\""))
              .build());
      assertThat(facet(gateway).getLong("events_bytes")).isEqualTo(events);
      assertThat(facet(gateway).getLong("entries_bytes")).isEqualTo(7);
    }
  }
}
