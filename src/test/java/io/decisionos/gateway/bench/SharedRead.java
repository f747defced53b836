package io.decisionos.gateway.bench;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/**
 * {@code GET /slo} under a limit that a gateway keeps by itself, and under one that it shares with
 * another. Each is started twice, as the luck of a start is as large as what is looked for; those
 * that share do so with each other.
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
    var contestants = new ArrayList<Contestant>();
    try (var redis = RealRedis.start(Files.createTempDirectory("redis"))) {
      contestants.add(contestant("its own", redis, secret, false));
      contestants.add(contestant("shared", redis, secret, true));
      contestants.add(contestant("its own, a second start", redis, secret, false));
      contestants.add(contestant("shared, a second start", redis, secret, true));
      rounds.compare(contestants);
      if (!redis.run("EXISTS dos:rate:bench").equals(":1")) {
        throw new IllegalStateException("no rate was shared");
      }
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant contestant(String name, RealRedis redis, Path secret, boolean isShared)
      throws IOException {
    Path tenants = Files.createTempDirectory("limited");
    Files.writeString(tenants.resolve("bench.yaml"), TENANT);
    ServerProcess server =
        BenchGateway.ofClasses(
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
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET));
  }
}
