package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on a real Redis count a tenant's users together. */
final class SharedUsersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SigningKey KEY = SigningKey.make("key", Algorithm.EDDSA);

  @TempDir private Path directory;

  @Test
  void whoTookTheLastPlaceAtOneGatewayHasItAtTheOther() throws IOException {
    try (var redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
        var first = gateway("first", redis);
        var second = gateway("second", redis)) {
      assertThat(call(first, "alice")).isEqualTo(200);
      // Nobody has to wait for what another gateway knows: for a moment there may be one too many.
      Await.until(PATIENCE, () -> users(second).contains("alice"), () -> users(second));
      assertThat(call(second, "bob")).isEqualTo(403);
      assertThat(call(second, "alice")).isEqualTo(200);
      reset(second);
      Await.until(PATIENCE, () -> !users(first).contains("alice"), () -> users(first));
      assertThat(call(first, "bob")).isEqualTo(200);
    }
  }

  private RunningGateway gateway(String name, RealRedis redis) throws IOException {
    Path home = directory.resolve(name);
    Path conf = Files.createDirectories(home.resolve("conf"));
    KEY.writeTo(conf);
    SigningKey.list(conf, KEY.entry("active"));
    Files.writeString(
        Files.createDirectories(home.resolve("tenants")).resolve("strict.yaml"),
        """
        tenant_id: strict
        name: T
        status: active
        limits: {max_users: 1, max_users_action: refuse}
        """);
    return RunningGateway.start(
        home,
        Map.of(
            "DECISIONOS_AUTH", "jwt",
            "DECISIONOS_STORAGE", "redis",
            "DECISIONOS_REDIS_URL", redis.url()));
  }

  private static String bearer(String subject, String scope) {
    return "Bearer "
        + KEY.sign(
            new JsonObject()
                .put("iss", "decisionos")
                .put("aud", "decisionos")
                .put("sub", subject)
                .put("tenant", "strict")
                .put("scope", scope)
                .put("exp", Instant.now().getEpochSecond() + 600));
  }

  private static int call(RunningGateway gateway, String subject) {
    var request =
        gateway
            .request("/slo?tenant=strict")
            .header("Authorization", bearer(subject, "ops:read"))
            .build();
    return gateway.send(request).statusCode();
  }

  private static String users(RunningGateway gateway) {
    var request =
        gateway
            .opsRequest("/ops/tenants/strict/users")
            .header("Authorization", bearer("op", "ops:admin"))
            .build();
    return gateway.send(request).body();
  }

  private static void reset(RunningGateway gateway) {
    var request =
        gateway
            .opsRequest("/ops/tenants/strict/users/reset")
            .header("Authorization", bearer("op", "ops:admin"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(gateway.send(request).statusCode()).isEqualTo(200);
  }
}
