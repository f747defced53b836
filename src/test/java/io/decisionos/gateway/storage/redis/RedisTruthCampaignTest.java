package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.redis.ScriptedRedis.Lie;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each answer that Redis can give, at each point of the protocol. It measures times. */
@Tag("quiet")
final class RedisTruthCampaignTest {
  private static final Duration MOST = Duration.ofSeconds(2);

  @TempDir private Path directory;

  @Test
  void itIsBackWithinTwoSecondsAndToldTheTruthAllTheWhile() throws IOException {
    var late = new ArrayList<String>();
    Duration longest = Duration.ZERO;
    int count = 0;
    try (var truth = new RedisTruth(directory)) {
      for (Lie lie : RedisTruth.all()) {
        Duration back = truth.after(lie);
        count++;
        longest = back.compareTo(longest) > 0 ? back : longest;
        if (back.compareTo(MOST) > 0) {
          late.add(lie + " after " + back);
        }
      }
    }
    System.out.printf("%d lies, back after at most %d ms%n", count, longest.toMillis());
    assertThat(late).isEmpty();
  }
}
