package io.decisionos.gateway.bench;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** {@code GET /etags/KEY} on Redis beside a bare server that runs the same script. */
final class StoragePath {
  private static final String TARGET = "/etags/entry?tenant=bench";
  private static final String DAY = "&ttl_ms=86400000";

  private final Rounds rounds;

  StoragePath(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Measures and prints; Redis runs on the core of whoever calls. */
  void print() throws IOException {
    try (var redis = RealRedis.start(Files.createTempDirectory("redis"));
        var gateway =
            BenchGateway.start(
                Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()));
        var bare =
            ServerProcess.java(List.of(BareRedisServer.class.getName(), redis.url()), Map.of())) {
      BenchGateway.put(gateway, TARGET + DAY, "{\"kept\":\"" + "x".repeat(200) + "\"}");
      Report.line("GET /etags/KEY on Redis");
      Report.line("");
      rounds.compare(
          List.of(
              new Contestant(
                  "bare handler, one call of the script a request",
                  bare,
                  new ClosedLoop(bare.port("http"), TARGET)),
              new Contestant("gateway", gateway, new ClosedLoop(gateway.port("http"), TARGET))));
      Report.line("");
      Report.line("The gateway sends what one turn of its event loop asks as one call.");
    }
  }
}
