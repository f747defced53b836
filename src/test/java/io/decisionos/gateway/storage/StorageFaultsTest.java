package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Machine;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole gateway answers, and tells its operators, when the machine or Redis fails. */
final class StorageFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ENTRY = "/etags/a?tenant=acme-corp";

  @TempDir private Path home;
  private final FaultyDisk disk = new FaultyDisk();
  private final SteppedClock clock = new SteppedClock();

  @Test
  void onAFullDiskWritesAreRefusedAndReadsServedUntilThereIsSpace() {
    try (var storage = StorageOverHttp.start(home, Map.of(), new Machine(clock, disk))) {
      storage.send("PUT", ENTRY, "1");
      disk.fillUpAfter(0);
      StorageOverHttp.assertProblem(storage.send("PUT", ENTRY, "2"), 507, "storage.full");
      StorageOverHttp.assertProblem(claim(storage, "n", 0), 507, "storage.full");
      assertThat(storage.send("GET", ENTRY, null).body()).isEqualTo("1");
      assertThat(storage.send("GET", "/slo?tenant=acme-corp", null).statusCode()).isEqualTo(200);
      assertThat(storage.readiness().getString("cause")).contains("No space left");
      awaitNews(storage, "storage.lost", "storage.lost");
      disk.fillUpAfter(Long.MAX_VALUE);
      Await.until(PATIENCE, () -> isWell(storage), storage::readiness);
      assertThat(storage.send("PUT", ENTRY, "3").statusCode()).isEqualTo(200);
      assertThat(claim(storage, "n", 0).statusCode()).isEqualTo(200);
      awaitNews(storage, "storage.back", "storage.back", "storage.lost", "storage.lost");
    }
  }

  @Test
  void whereTheClockStepsBackNoPairIsAllowedAgainAndFreshOnesAre() {
    try (var storage = StorageOverHttp.start(home, Map.of(), new Machine(clock, disk))) {
      long early = clock.millis();
      assertThat(claimAt(storage, "n", early).statusCode()).isEqualTo(200);
      clock.step(Duration.ofMinutes(10));
      assertThat(claim(storage, "later", 0).statusCode()).isEqualTo(200);
      clock.step(Duration.ofMinutes(-10));
      StorageOverHttp.assertProblem(claimAt(storage, "n", early), 403, "replay.clock_skew");
      assertThat(claim(storage, "fresh", 600_000).statusCode()).isEqualTo(200);
      storage.restart();
      StorageOverHttp.assertProblem(claimAt(storage, "n", early), 403, "replay.clock_skew");
      assertThat(claim(storage, "fresher", 600_000).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anOutageOfRedisIsToldOnceAndEverythingElseServed(@TempDir Path redisHome) {
    try (var redis = RealRedis.start(redisHome);
        var storage =
            StorageOverHttp.start(
                home,
                Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()),
                new Machine(clock, disk))) {
      Await.until(
          PATIENCE, () -> storage.send("PUT", ENTRY, "1").statusCode() < 300, () -> "no Redis");
      redis.kill();
      Await.until(PATIENCE, () -> !isWell(storage), storage::readiness);
      awaitNews(storage, "storage.lost");
      StorageOverHttp.assertProblem(storage.send("PUT", ENTRY, "2"), 503, "storage.unavailable");
      assertThat(storage.send("GET", "/slo?tenant=acme-corp", null).statusCode()).isEqualTo(200);
      redis.startAgain();
      Await.until(PATIENCE, () -> isWell(storage), storage::readiness);
      awaitNews(storage, "storage.back", "storage.lost");
      assertThat(storage.send("GET", ENTRY, null).body()).isEqualTo("1");
    }
  }

  @Test
  void aStoreOfANewerVersionEndsTheStart() throws IOException {
    Path store = Files.createDirectories(home.resolve("var/store"));
    Files.writeString(store.resolve("format"), "decisionos-store 2\n");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.decisionos.gateway.app.Main");
    var variables =
        Map.of(
            "DECISIONOS_DATA", home.resolve("var").toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0");
    try (var gateway = GatewayProcess.start(command, variables)) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.errors())
          .endsWith(
              "format: found format \"decisionos-store 2\", expected \"decisionos-store 1\"\n");
    }
  }

  private static boolean isWell(StorageOverHttp storage) {
    return storage.readiness().getString("state").equals("ok");
  }

  /** Waits until the timeline tells exactly this of the storage, newest first. */
  private static void awaitNews(StorageOverHttp storage, String... kinds) {
    List<String> expected = List.of(kinds);
    Await.until(PATIENCE, () -> storageNews(storage).equals(expected), () -> storageNews(storage));
  }

  private static List<String> storageNews(StorageOverHttp storage) {
    JsonArray events = storage.timeline();
    return events.stream()
        .map(event -> ((JsonObject) event).getString("kind"))
        .filter(kind -> kind.startsWith("storage."))
        .toList();
  }

  private HttpResponse<String> claim(StorageOverHttp storage, String nonce, long ahead) {
    return claimAt(storage, nonce, clock.millis() + ahead);
  }

  private static HttpResponse<String> claimAt(StorageOverHttp storage, String nonce, long at) {
    String body = "{\"nonce\":\"%s\",\"timestamp_ms\":%d}".formatted(nonce, at);
    return storage.send("POST", "/replay?tenant=acme-corp", body);
  }
}
