package io.decisionos.gateway.bench;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code GET /slo} under a limit that a gateway keeps by itself, and under one that it shares with
 * another: the two that share do so with each other.
 */
record SharedRead(Rounds rounds) {
  private static final String TENANT =
      """
      tenant_id: bench
      name: With a limit that nobody reaches
      status: active
      limits: {max_qps: 1000000}
      slo_overlay:
        latency_p95_ms: 100
        latency_p99_ms: 250
      """;

  /** Measures and prints; Redis runs on the core of whoever calls. */
  void print() throws IOException {
    Report.line("GET /slo under a limit of one gateway's own and under a shared one");
    Report.line("");
    Path secret = Files.createTempDirectory("fleet").resolve("secret");
    try (var redis = RealRedis.start(Files.createTempDirectory("redis"));
        var starts = new TwoStarts(rounds)) {
      starts.compare(
          "its own",
          () -> gateway(redis, secret, false),
          "shared",
          () -> gateway(redis, secret, true));
      if (!redis.run("EXISTS dos:rate:bench").equals(":1")) {
        throw new IllegalStateException("no rate was shared");
      }
    }
  }

  private static ServerProcess gateway(RealRedis redis, Path secret, boolean isShared)
      throws IOException {
    Path tenants = Files.createTempDirectory("limited");
    Files.writeString(tenants.resolve("bench.yaml"), TENANT);
    return BenchGateway.ofClasses(
        Files.createTempDirectory("as-shipped"),
        Map.of(
            "DECISIONOS_TENANTS",
            tenants.toString(),
            "DECISIONOS_STORAGE",
            "redis",
            "DECISIONOS_REDIS_URL",
            redis.url(),
            "DECISIONOS_DATA_SECRET_FILE",
            secret.toString(),
            "DECISIONOS_FLEET_ENABLED",
            String.valueOf(isShared)));
  }
}
