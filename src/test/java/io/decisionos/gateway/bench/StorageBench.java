package io.decisionos.gateway.bench;

import io.decisionos.gateway.storage.redis.BareCasServer;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Compares compare-and-set over HTTP on Redis with a bare handler that sends the same script:
 * requests for each CPU-second of the server, in interleaved rounds. Then prints what the embedded
 * store does, for entries, which are in the file before the answer, and for nonces, which are on
 * the disk. See {@code docs/performance.md}.
 */
public final class StorageBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  private static final long WARM_UP_SECONDS = Long.getLong("warmup", 30);
  private static final long ROUND_SECONDS = Long.getLong("round", 3);
  private static final long NONCE_SECONDS = 20;
  private static final int CLIENTS = Integer.getInteger("clients", 64);
  private static final int BODY_BYTES = Integer.getInteger("body", 256);
  private static final int BARE_PORT = 18092;
  private static final int REDIS_PORT = 18093;
  private static final int EMBEDDED_PORT = 18094;

  private StorageBench() {}

  /**
   * Runs the comparison and prints it.
   *
   * @param arguments the parts to run: {@code redis}, {@code entries}, {@code nonces}; without one,
   *     all
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory("storage-bench");
    var parts = arguments.length == 0 ? Set.of("redis", "entries", "nonces") : Set.of(arguments);
    print("clients %d, values of %d bytes", CLIENTS, BODY_BYTES);
    if (parts.contains("redis")) {
      onRedis(home);
    }
    if (parts.contains("entries")) {
      long measured = ROUNDS * ROUND_SECONDS;
      embedded(home.resolve("b"), "entries", Writes.compareAndSet(BODY_BYTES), measured);
    }
    if (parts.contains("nonces")) {
      // Each is remembered for five minutes, and at 2,000,000 the guard refuses.
      embedded(home.resolve("c"), "nonces", Writes.freshNonces(), NONCE_SECONDS);
    }
  }

  private static void onRedis(Path home) throws IOException {
    try (var redis =
            RealRedis.start(Files.createDirectory(home.resolve("redis")), "appendonly no");
        var bare = bare(redis);
        var gateway = gateway(home.resolve("a"), REDIS_PORT, redis.url())) {
      compare(bare, gateway, redis.process().pid());
    }
  }

  private static void embedded(Path data, String what, Writes writes, long seconds)
      throws IOException {
    try (var gateway = gateway(data, EMBEDDED_PORT, "");
        var load = new WriteLoop(EMBEDDED_PORT, CLIENTS, writes)) {
      load.run(TimeUnit.SECONDS.toNanos(Math.min(WARM_UP_SECONDS, seconds)));
      double before = gateway.cpuSeconds();
      long done = load.run(TimeUnit.SECONDS.toNanos(seconds));
      print(
          "embedded %s: %,d a second, %,.0f for each CPU-second, p50 %.2f ms, p99 %.2f ms",
          what,
          done / seconds,
          done / (gateway.cpuSeconds() - before),
          load.millis(50),
          load.millis(99));
    }
  }

  private static ServerProcess bare(RealRedis redis) throws IOException {
    return ServerProcess.java(
        List.of(BareCasServer.class.getName(), String.valueOf(BARE_PORT), redis.url()), Map.of());
  }

  private static ServerProcess gateway(Path data, int port, String redisUrl) throws IOException {
    var variables = new HashMap<String, String>();
    variables.put("DECISIONOS_HTTP_PORT", String.valueOf(port));
    variables.put("DECISIONOS_HTTP_EVENT_LOOPS", "1");
    variables.put("DECISIONOS_OPS_PORT", "0");
    variables.put("DECISIONOS_DATA", data.toString());
    variables.put("DECISIONOS_TENANTS", unlimited(data).toString());
    if (!redisUrl.isEmpty()) {
      variables.put("DECISIONOS_STORAGE", "redis");
      variables.put("DECISIONOS_REDIS_URL", redisUrl);
      variables.put("DECISIONOS_STORAGE_REDIS_TIMEOUT_MS", "5000");
    }
    return ServerProcess.onFirstCore(List.of("./run.sh"), variables);
  }

  private static Path unlimited(Path data) throws IOException {
    Path tenants = Files.createDirectories(data.resolveSibling("tenants"));
    Files.writeString(
        tenants.resolve("acme.yaml"), "tenant_id: acme-corp\nname: ACME\nstatus: active\n");
    return tenants;
  }

  private static void compare(ServerProcess bare, ServerProcess gateway, long redis)
      throws IOException {
    Writes writes = Writes.compareAndSet(BODY_BYTES);
    try (var toBare = new WriteLoop(BARE_PORT, CLIENTS, writes);
        var toGateway = new WriteLoop(REDIS_PORT, CLIENTS, writes)) {
      toBare.run(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
      toGateway.run(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        Round baseline = measure(bare, toBare, redis);
        Round measured = measure(gateway, toGateway, redis);
        ratios[round] = measured.perCpuSecond() / baseline.perCpuSecond();
        print(
            "round %2d: bare %s  gateway %s  ratio %.3f",
            round + 1, baseline, measured, ratios[round]);
      }
      Arrays.sort(ratios);
      print(
          "ratio: lower quartile %.3f  median %.3f  upper quartile %.3f",
          ratios[ROUNDS / 4], ratios[ROUNDS / 2], ratios[ROUNDS * 3 / 4]);
    }
  }

  private record Round(double perCpuSecond, double redisMicros) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,8.0f (Redis %.1f us)", perCpuSecond, redisMicros);
    }
  }

  private static Round measure(ServerProcess server, WriteLoop load, long redis)
      throws IOException {
    double before = server.cpuSeconds();
    double redisBefore = ServerProcess.cpuSeconds(redis);
    long writes = load.run(TimeUnit.SECONDS.toNanos(ROUND_SECONDS));
    return new Round(
        writes / (server.cpuSeconds() - before),
        1e6 * (ServerProcess.cpuSeconds(redis) - redisBefore) / writes);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
