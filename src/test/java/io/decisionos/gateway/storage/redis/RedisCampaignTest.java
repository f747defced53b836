package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.history.Campaign;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis and the gateway killed, frozen and confused; the profile {@code campaign} runs it long. */
final class RedisCampaignTest {
  @TempDir private Path home;
  @TempDir private Path redisHome;

  @Test
  void noUpdateIsLostAndNoPairAllowedTwiceWhateverHappensToRedis() {
    try (RealRedis redis = RealRedis.start(redisHome);
        var campaign =
            new Campaign(
                home,
                Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url()),
                Campaign.SEED)) {
      campaign.run(
          Campaign.FAULTS,
          List.of(
              campaign::killGateway,
              () -> RedisCommands.run(redis, "SCRIPT FLUSH"),
              () -> freeze(redis, campaign),
              () -> killAndRestart(redis)));
    }
  }

  private static void freeze(RealRedis redis, Campaign campaign) {
    redis.signal("STOP");
    campaign.awaitSteps(200);
    redis.signal("CONT");
  }

  private static void killAndRestart(RealRedis redis) {
    redis.signal("KILL");
    redis.close();
    redis.startAgain();
  }
}
