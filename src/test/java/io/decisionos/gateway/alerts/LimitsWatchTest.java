package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.Tally;
import io.decisionos.gateway.traffic.TrafficSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who was refused anything within a minute. */
final class LimitsWatchTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final LimitsWatch watch = new LimitsWatch();

  private int limited(Instant now) {
    return watch.rates(now).holding().size();
  }

  @Test
  void aMinuteIsOverByTimeAndNotByAClockThatIsPutForward() {
    var refused = new Tally();
    refused.add(429, 1000);
    watch.add(new TrafficSlice(BEGIN, refused, Map.of(new TenantId("acme"), refused)), BEGIN);
    assertThat(limited(BEGIN.plusSeconds(60))).isEqualTo(1);

    watch.leapt(Duration.ofHours(1));
    Instant later = BEGIN.plus(Duration.ofHours(1));
    assertThat(limited(later.plusSeconds(60))).isEqualTo(1);
    assertThat(limited(later.plusSeconds(61))).isZero();
  }
}
