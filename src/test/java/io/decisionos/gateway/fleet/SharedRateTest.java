package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three whole gateways on a real Redis give one rate together. */
final class SharedRateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RATE = 200;
  private static final int GATEWAYS = 3;

  @TempDir private Path directory;

  @Test
  void threeGatewaysGiveTogetherWhatOneWouldGive() throws IOException {
    try (var redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
        var first = gateway("first", redis);
        var second = gateway("second", redis);
        var third = gateway("third", redis)) {
      var all = List.of(first, second, third);
      all.forEach(
          gateway ->
              Await.until(
                  PATIENCE,
                  () -> gateway.ops("/readyz").body().contains("\"gateways\":3"),
                  () -> ""));

      long begin = System.nanoTime();
      long served = 0;
      while (System.nanoTime() - begin < Duration.ofSeconds(5).toNanos()) {
        served += all.stream().filter(SharedRateTest::isServed).count();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;

      assertThat((double) served).isLessThanOrEqualTo(1.05 * RATE * seconds + RATE + GATEWAYS);
      assertThat(all.stream().mapToLong(SharedRateTest::share).sum()).isLessThanOrEqualTo(RATE);
      // Callers that come to one alone have all of it there after a while.
      Await.until(PATIENCE, () -> isServed(first) && share(first) == RATE, () -> share(first));
    }
  }

  private static boolean isServed(RunningGateway gateway) {
    return gateway.get("/slo?tenant=busy").statusCode() == 200;
  }

  private static long share(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/ops/tenants/busy").body())
        .getJsonObject("effective")
        .getJsonObject("rate")
        .getLong("share");
  }

  private RunningGateway gateway(String name, RealRedis redis) throws IOException {
    Path tenants = Files.createDirectories(directory.resolve(name).resolve("tenants"));
    Files.writeString(
        tenants.resolve("busy.yaml"),
        Stream.of("tenant_id: busy", "name: B", "status: active", "limits: {max_qps: " + RATE + "}")
            .reduce("", (text, line) -> text + line + "\n"));
    return RunningGateway.start(
        directory.resolve(name),
        Map.of(
            "DECISIONOS_STORAGE",
            "redis",
            "DECISIONOS_REDIS_URL",
            redis.url(),
            "DECISIONOS_FLEET_NAME",
            name));
  }
}
