package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.storage.history.Absences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis killed and frozen under callers. The profile {@code campaign} does it over and over, and
 * judges how long it takes as well.
 */
final class RedisAbsenceCampaignTest {
  private static final int EVERYDAY = 1;
  private static final int ABSENCES = Integer.getInteger("campaign.absences", EVERYDAY);
  private static final String MAIN = "io.decisionos.gateway.app.Main";

  @TempDir private Path home;
  @TempDir private Path redisHome;

  @Test
  void callersHearOfEveryAbsenceInTimeAndAreServedSoonAfterIt() throws IOException {
    try (RealRedis redis = RealRedis.start(redisHome);
        var gateway = GatewayProcess.start(GatewayProcess.classes(MAIN), variables(redis));
        var callers = new Absences(gateway.awaitReady().http())) {
      for (int i = 0; i < ABSENCES; i++) {
        callers.endure(redis::kill, redis::startAgain);
        callers.endure(() -> redis.signal("STOP"), () -> redis.signal("CONT"));
      }
      System.out.println(callers);
      callers.judge();
      if (ABSENCES > EVERYDAY) {
        callers.judgeTimes();
      }
      assertThat(gateway.errors()).doesNotContain("blocked");
    }
  }

  private Map<String, String> variables(RealRedis redis) {
    return Map.of(
        "DECISIONOS_DATA", home.resolve("var").toString(),
        "DECISIONOS_HTTP_PORT", "0",
        "DECISIONOS_OPS_PORT", "0",
        "DECISIONOS_STORAGE", "redis",
        "DECISIONOS_REDIS_URL", redis.url());
  }
}
