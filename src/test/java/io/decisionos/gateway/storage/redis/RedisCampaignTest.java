package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.history.Campaign;
import io.decisionos.gateway.storage.history.TroubledGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis and the gateway killed, frozen, full and confused; the profile {@code campaign} runs it
 * long.
 */
final class RedisCampaignTest {
  @TempDir private Path home;
  @TempDir private Path redisHome;

  @Test
  void noUpdateIsLostAndNoPairAllowedTwiceWhateverHappensToRedis() {
    try (RealRedis redis = RealRedis.start(redisHome);
        var gateway = new TroubledGateway(home, variables(redis), Campaign.SEED)) {
      Campaign.run(
          "redis",
          gateway,
          List.of(
              gateway::kill,
              gateway::freeze,
              gateway::stepClock,
              () -> RedisCommands.run(redis, "SCRIPT FLUSH"),
              () -> freeze(redis, gateway),
              () -> fill(redis, gateway),
              () -> killAndRestart(redis, gateway)));
    }
  }

  private static Map<String, String> variables(RealRedis redis) {
    return Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url());
  }

  private static void freeze(RealRedis redis, TroubledGateway gateway) {
    redis.signal("STOP");
    gateway.pause();
    redis.signal("CONT");
  }

  private static void fill(RealRedis redis, TroubledGateway gateway) {
    RedisCommands.run(redis, "CONFIG SET maxmemory 1");
    gateway.pause();
    RedisCommands.run(redis, "CONFIG SET maxmemory 0");
  }

  private static void killAndRestart(RealRedis redis, TroubledGateway gateway) {
    redis.kill();
    gateway.pause();
    redis.startAgain();
  }
}
