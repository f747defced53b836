package io.decisionos.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the next sweep waits, by how long the last one took. */
class PastLookTest {
  @ParameterizedTest
  @CsvSource({
    "1, false, 1000", "40, false, 2000", "900, false, 10000",
    "1, true, 1000", "40, true, 8000", "900, true, 120000"
  })
  void sweepsTakeLessOfACoreWhereEventsTellOfEveryChange(long took, boolean told, long waits) {
    var sweep = PastLook.after(Duration.ofMillis(took).toNanos());
    assertThat(sweep.period(told)).isEqualTo(Duration.ofMillis(waits));
  }
}
