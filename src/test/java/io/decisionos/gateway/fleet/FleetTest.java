package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on one real Redis, each with files of its own. */
final class FleetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private RealRedis redis;
  private RunningGateway first;
  private RunningGateway second;

  @BeforeEach
  void start() throws IOException {
    redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
    first = gateway("first");
    second = gateway("second");
  }

  private RunningGateway gateway(String name) throws IOException {
    return RunningGateway.member(directory, name, redis.url());
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    redis.close();
  }

  @Test
  void gatewaysSeeEachOtherUntilOneLeaves() {
    awaitNames(first, "first", "second");
    awaitNames(second, "first", "second");
    String address = "127.0.0.1:" + second.httpPort();
    Await.until(PATIENCE, () -> fleet(first).encode().contains(address), () -> fleet(first));
    JsonObject other = gateways(first).get(1);
    assertThat(other.fieldNames())
        .containsExactlyInAnyOrder(
            "name",
            "version",
            "addresses",
            "started",
            "last_seen",
            "draining",
            "generation",
            "fingerprint");
    assertThat(other.getString("fingerprint"))
        .isEqualTo(gateways(first).get(0).getString("fingerprint"));
    assertThat(fleet(first).getJsonArray("drift")).isEmpty();
    assertThat(check(first).getInteger("gateways")).isEqualTo(2);
    assertThat(check(first).getString("redis")).isEqualTo("one");
    assertThat(check(first).getBoolean("sees_others")).isTrue();
    second.close();
    awaitNames(first, "first");
    assertThat(first.ops("/ops/events").body()).contains("fleet.joined", "fleet.left");
    assertThat(check(first).getString("state")).isEqualTo("ok");
  }

  @Test
  void aRepeatThatMeetsTheFirstAtAnotherGatewayGetsItsAnswer() {
    for (int i = 0; i < 10; i++) {
      var sent = List.of(put(first, i), put(second, i));
      var answers = sent.stream().map(CompletableFuture::join).toList();
      assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
      assertThat(answers.stream().map(answer -> field(answer, "ETag")).distinct()).hasSize(1);
      assertThat(answers.stream().map(answer -> field(answer, "X-Request-Id")).distinct())
          .hasSize(1);
      assertThat(answers.stream().map(answer -> field(answer, "Idempotency-Replayed")))
          .containsExactlyInAnyOrder("", "true");
    }
  }

  @Test
  void anyGatewayTakesTheCursorOfAnotherAndGivesTheSameBytes() {
    for (int i = 0; i < 3; i++) {
      put(first, i).join();
    }
    var page = first.get("/etags?tenant=default&limit=1");
    var same = second.get("/etags?tenant=default&limit=1");
    assertThat(same.body()).isEqualTo(page.body());
    assertThat(field(same, "ETag")).isEqualTo(field(page, "ETag"));
    String cursor = new JsonObject(page.body()).getString("next_cursor");
    var next = second.get("/etags?tenant=default&limit=1&cursor=" + cursor);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).contains("\"entry1\"");
    var card = first.get("/cards/reason-trends/palette?tenant=default");
    assertThat(second.get("/cards/reason-trends/palette?tenant=default").body())
        .isEqualTo(card.body());
  }

  private static CompletableFuture<HttpResponse<String>> put(RunningGateway to, int number) {
    var request =
        to.request("/etags/entry" + number + "?tenant=default")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "key" + number)
            .PUT(HttpRequest.BodyPublishers.ofString("1"))
            .build();
    return CompletableFuture.supplyAsync(() -> to.send(request));
  }

  private static String field(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void whileRedisIsAwayTheCheckSaysSoAndWhoWasThereStaysInSight() {
    awaitNames(first, "first", "second");
    redis.close();
    Await.until(
        PATIENCE, () -> check(first).getString("state").equals("degraded"), () -> check(first));
    assertThat(names(first)).containsExactly("first", "second");
    assertThat(check(first).getBoolean("sees_others")).isFalse();
    redis.startAgain();
    Await.until(PATIENCE, () -> check(first).getString("state").equals("ok"), () -> check(first));
    awaitNames(first, "first", "second");
  }

  private static void awaitNames(RunningGateway asked, String... names) {
    Await.until(PATIENCE, () -> names(asked).equals(List.of(names)), () -> fleet(asked));
  }

  private static List<String> names(RunningGateway asked) {
    return gateways(asked).stream().map(gateway -> gateway.getString("name")).toList();
  }

  private static List<JsonObject> gateways(RunningGateway asked) {
    JsonArray gateways = fleet(asked).getJsonArray("gateways");
    return Stream.iterate(0, i -> i + 1)
        .limit(gateways.size())
        .map(gateways::getJsonObject)
        .toList();
  }

  private static JsonObject fleet(RunningGateway asked) {
    return new JsonObject(asked.ops("/ops/fleet").body());
  }

  private static JsonObject check(RunningGateway asked) {
    return new JsonObject(asked.ops("/readyz").body())
        .getJsonObject("checks")
        .getJsonObject("fleet");
  }
}
