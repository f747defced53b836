package io.decisionos.gateway.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant's requests, alone and beside a hostile one: it must hear the same, byte for byte but
 * for times and tags that are new each time.
 */
final class NonInterferenceTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 4);
  private static final long HOSTILE_MAX_QPS = 50;
  private static final long SEED = Long.getLong("seed", 1);

  @TempDir private Path home;

  @Test
  void aHostileTenantChangesNoByteOfAnothersAnswers() throws Exception {
    List<String> alone = alone(home.resolve("alone"), Map.of());
    assertThat(besideHostile(home.resolve("beside"), Map.of())).isEqualTo(alone);
  }

  @Test
  void norDoesItWhereBothShareARedis() throws Exception {
    List<String> alone;
    try (var redis = RealRedis.start(Files.createDirectories(home.resolve("redis1")))) {
      alone = alone(home.resolve("alone"), on(redis));
    }
    try (var redis = RealRedis.start(Files.createDirectories(home.resolve("redis2")))) {
      assertThat(besideHostile(home.resolve("beside"), on(redis))).isEqualTo(alone);
    }
  }

  private static Map<String, String> on(RealRedis redis) {
    return Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url());
  }

  private static List<String> alone(Path home, Map<String, String> variables) throws Exception {
    try (var table = IsolationTable.open(home, variables)) {
      return play(table);
    }
  }

  private static List<String> besideHostile(Path home, Map<String, String> variables)
      throws Exception {
    try (var table = IsolationTable.open(home, variables, HOSTILE_MAX_QPS);
        var hostile = HostileTenant.of(table.theirs(), SEED)) {
      List<String> heard = play(table);
      assertThat(hostile.answers()).isGreaterThan(heard.size());
      return heard;
    }
  }

  private static List<String> play(IsolationTable table) {
    var transcript = new Transcript(table.mine());
    var quiet = new QuietTenant(transcript);
    for (int n = 0; n < ROUNDS; n++) {
      quiet.round(n);
    }
    return transcript.lines();
  }
}
