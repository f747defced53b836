package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on a real Redis tell what a tenant took of both. */
final class SharedUsageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void eachTellsWhatWasTakenOfBothAlsoAfterOneCameUpAgain() throws IOException {
    try (var redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
        var second = gateway("second", redis)) {
      try (var first = gateway("first", redis)) {
        ask(first, 7);
        ask(second, 5);
        judges(first, 12);
        judges(second, 12);
        sees(first, 12);
        sees(second, 12);
      }
      sees(second, 12);
      try (var again = gateway("first", redis)) {
        ask(again, 1);
        sees(again, 13);
        sees(second, 13);
        put(again);
        holds(again);
        holds(second);
        redis.run("INCRBY dos:replaybytes:acme 600000000");
        assertThat(own(second).getLong("storage_bytes")).isGreaterThan(600_000_000);
        admits(second);
      }
    }
  }

  private RunningGateway gateway(String name, RealRedis redis) throws IOException {
    Path home = directory.resolve(name);
    Files.writeString(
        Files.createDirectories(home.resolve("tenants")).resolve("acme.yaml"),
        """
        tenant_id: acme
        name: T
        status: active
        billing: {rate_per_gb: 1000000}
        limits: {max_storage_gb: 1}
        """);
    return RunningGateway.start(
        home, Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()));
  }

  private static void ask(RunningGateway gateway, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(gateway.get("/slo?tenant=acme").statusCode()).isEqualTo(200);
    }
  }

  /**
   * What both have answered is judged at each; the question counts as well, once it is answered.
   */
  private static void judges(RunningGateway gateway, long requests) {
    Await.until(PATIENCE, () -> judged(gateway) >= requests, () -> Long.toString(judged(gateway)));
  }

  private static long judged(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/ops/slo").body())
            .getJsonObject("tenants")
            .getJsonObject("acme", new JsonObject().put("objectives", new JsonArray()))
            .getJsonArray("objectives")
            .stream()
            .mapToLong(
                o ->
                    ((JsonObject) o)
                        .getJsonObject("windows")
                        .getJsonObject("1h")
                        .getLong("requests"))
            .findFirst()
            .orElse(0);
  }

  private static void put(RunningGateway gateway) {
    var put =
        gateway
            .request("/etags/k?tenant=acme&ttl_ms=600000")
            .PUT(BodyPublishers.ofString("\"" + "x".repeat(4000) + "\""))
            .build();
    assertThat(gateway.send(put).statusCode()).isEqualTo(201);
  }

  /** The tenant itself sees at once what both have stored, and what that costs soon. */
  private static void holds(RunningGateway gateway) {
    assertThat(own(gateway).getLong("storage_bytes")).isGreaterThan(4000);
    Await.until(
        PATIENCE,
        () -> own(gateway).getJsonObject("cost").getDouble("so_far") > 0,
        () -> own(gateway).encode());
  }

  /** What Redis holds is told as one sum, and counts once toward the limit. */
  private static void admits(RunningGateway gateway) {
    var claim = new JsonObject().put("nonce", "n").put("timestamp_ms", System.currentTimeMillis());
    var post =
        gateway
            .request("/replay?tenant=acme")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(claim.encode()))
            .build();
    assertThat(gateway.send(post).body()).contains("ALLOW");
  }

  private static JsonObject own(RunningGateway gateway) {
    return new JsonObject(gateway.get("/usage?tenant=acme").body());
  }

  private static void sees(RunningGateway gateway, long requests) {
    Await.until(
        PATIENCE, () -> asked(gateway).equals(Long.toString(requests)), () -> asked(gateway));
  }

  private static String asked(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/ops/usage?window=1h").body())
        .getJsonObject("tenants")
        .getJsonObject("acme", new JsonObject().put("requests", 0))
        .getValue("requests")
        .toString();
  }
}
