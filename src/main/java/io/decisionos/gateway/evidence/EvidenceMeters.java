package io.decisionos.gateway.evidence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** What operators can measure of the index. Any thread. */
public final class EvidenceMeters {
  private final AtomicReference<Totals> totals = new AtomicReference<>(Totals.NOTHING);
  private final AtomicReference<Instant> scannedAt = new AtomicReference<>();
  private final MeterRegistry meters;
  private final Timer scans;

  public EvidenceMeters(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    show("files", "Files in the index", Totals::files);
    show("bytes", "Bytes of the files in the index", Totals::bytes);
    show("tampered", "Files that are not what was signed", Totals::tampered);
    show("unknown", "Files that are no tenant's", Totals::unknown);
    Gauge.builder("gateway.evidence.lag.seconds", clock, this::lag)
        .description("Time since the last complete scan ended")
        .register(meters);
    this.scans =
        Timer.builder("gateway.evidence.scan")
            .description("How long scans of all files take")
            .register(meters);
  }

  private void show(String name, String description, ToDoubleFunction<Totals> value) {
    Gauge.builder("gateway.evidence." + name, totals, all -> value.applyAsDouble(all.get()))
        .description(description)
        .register(meters);
  }

  private double lag(Clock clock) {
    Instant last = scannedAt.get();
    return last == null ? Double.NaN : Duration.between(last, clock.instant()).toMillis() / 1e3;
  }

  void changed(Totals now) {
    totals.set(now);
  }

  void scanned(ScanReport report) {
    scannedAt.set(report.finishedAt());
    scans.record(report.took());
  }
}
