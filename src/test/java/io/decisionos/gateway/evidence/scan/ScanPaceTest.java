package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That scans make way for requests, and only then. */
class ScanPaceTest {
  private static final long CHUNK = Duration.ofMillis(8).toNanos();

  private long now = Long.MAX_VALUE - CHUNK;
  private final ScanPace pace = new ScanPace(() -> now);

  @Test
  void withoutRequestsAScanTakesAllTheTimeThatThereIs() {
    assertThat(pace.restAfter(CHUNK)).isZero();
    pace.answered(3);
    assertThat(pace.restAfter(CHUNK)).isZero();
  }

  @Test
  void besideManyRequestsItReadsForATenthOfTheTime() {
    pace.answered(5000);
    assertThat(pace.restAfter(CHUNK)).isEqualTo(9 * CHUNK);
    assertThat(pace.restAfter(0)).isZero();
  }

  @Test
  void itGoesOnWhenTheRequestsEnd() {
    pace.answered(5000);
    now += Duration.ofMillis(1999).toNanos();
    assertThat(pace.restAfter(CHUNK)).isPositive();
    now += Duration.ofMillis(1).toNanos();
    assertThat(pace.restAfter(CHUNK)).isZero();
  }
}
