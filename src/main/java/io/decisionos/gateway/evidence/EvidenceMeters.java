package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Totals;
import io.decisionos.gateway.evidence.scan.ScanReport;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** What operators can measure of the index. Any thread. */
public final class EvidenceMeters {
  private static final double NANOS_OF_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicReference<Totals> totals = new AtomicReference<>(Totals.NOTHING);
  private final AtomicReference<Long> scannedNanos = new AtomicReference<>();
  private final AtomicLong unarchived = new AtomicLong();
  private final MeterRegistry meters;
  private final Counter archived;
  private final Timer scans;

  public EvidenceMeters(MeterRegistry meters) {
    this.meters = meters;
    show("files", "Files in the index", Totals::files);
    show("bytes", "Bytes of the files in the index", Totals::bytes);
    show("tampered", "Files that are not what was signed", Totals::tampered);
    show("unknown", "Files that are no tenant's", Totals::unknown);
    Gauge.builder("gateway.evidence.lag.seconds", meters.config().clock(), this::lag)
        .description("Time since the last complete scan ended")
        .register(meters);
    Gauge.builder("gateway.evidence.archive.pending", unarchived, AtomicLong::get)
        .description("Locked files that are not archived yet; 0 without an archive")
        .register(meters);
    this.archived =
        Counter.builder("gateway.evidence.archived")
            .description("Files that were put into the archive, or found there")
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
    Long last = scannedNanos.get();
    return last == null ? Double.NaN : (clock.monotonicTime() - last) / NANOS_OF_SECOND;
  }

  void changed(Totals now) {
    totals.set(now);
  }

  /** A file was archived. */
  void archived() {
    archived.increment();
  }

  /** So many locked files are not. */
  void unarchived(long files) {
    unarchived.set(files);
  }

  void scanned(ScanReport report) {
    scannedNanos.set(meters.config().clock().monotonicTime());
    scans.record(report.took());
  }
}
