package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.scan.ScanProgress;
import io.decisionos.gateway.evidence.scan.ScanReport;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What operators measure of the evidence. */
class EvidenceMetersTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final EvidenceMeters meters = new EvidenceMeters(registry);

  private double lag() {
    return registry.get("gateway.evidence.lag.seconds").gauge().value();
  }

  @Test
  void theTimeSinceTheLastScanDoesNotHangOnTheWallClock() {
    assertThat(lag()).isNaN();

    meters.scanned(new ScanReport(Instant.MAX, Duration.ZERO, new ScanProgress()));
    clock.add(Duration.ofSeconds(90));

    assertThat(lag()).isEqualTo(90);
  }
}
