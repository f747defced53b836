package io.decisionos.gateway.evidence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What operators can measure of the index. Any thread. */
public final class EvidenceMeters {
  private final MeterRegistry meters;
  private final Timer scans;

  public EvidenceMeters(MeterRegistry meters) {
    this.meters = meters;
    this.scans =
        Timer.builder("gateway.evidence.scan")
            .description("How long scans of all files take")
            .register(meters);
  }

  /** Shows a number that is read whenever somebody measures. */
  <T> void show(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder("gateway.evidence." + name, of, value).description(description).register(meters);
  }

  void scanned(ScanReport report) {
    scans.record(report.took());
  }

  /** How old the newest complete look at all files is. */
  void showLag(EvidenceFollower follower, Clock clock) {
    show(
        "lag.seconds",
        "Time since the last complete scan ended",
        follower,
        f ->
            f.lastScan()
                .map(scan -> Duration.between(scan.finishedAt(), clock.instant()).toMillis() / 1e3)
                .orElse(Double.NaN));
  }
}
