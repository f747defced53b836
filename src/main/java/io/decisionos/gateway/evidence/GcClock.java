package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.EvidenceChannels.PlanOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.RunOrder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has evidence let go of every so many hours, counted over restarts, and reports it. Confined to
 * the evidence verticle.
 */
final class GcClock {
  private static final Logger LOG = LoggerFactory.getLogger(GcClock.class);

  private final EvidenceKeeper keeper;
  private final EvidenceRecorder recorder;
  private final GcReports reports;
  private final LogWork work;
  private final Duration every;
  private Optional<Instant> last = Optional.empty();
  private boolean running;

  GcClock(
      EvidenceKeeper keeper,
      EvidenceRecorder recorder,
      GcReports reports,
      LogWork work,
      Duration every) {
    this.keeper = keeper;
    this.recorder = recorder;
    this.reports = reports;
    this.work = work;
    this.every = every;
  }

  /** Runs if it is time; nothing is let go of before all files and logs have been looked at. */
  void step() {
    if (running || !recorder.isScanned()) {
      return;
    }
    running = true;
    lastRun()
        .compose(at -> work.now().isBefore(at.plus(every)) ? Future.succeededFuture() : run())
        .onComplete(
            over -> running = false,
            cause -> {
              running = false;
              LOG.error("letting go of evidence by itself failed: {}", cause.toString());
            });
  }

  private Future<Instant> lastRun() {
    return last.map(Future::succeededFuture).orElseGet(() -> work.run(reports::last));
  }

  private Future<Void> run() {
    last = Optional.of(work.now());
    return keeper
        .plan(new PlanOrder(Optional.empty(), Optional.empty()))
        .compose(
            made ->
                keeper
                    .run(new RunOrder(made.id()))
                    .compose(
                        done ->
                            work.run(
                                () -> {
                                  reports.write(made, done, work.now());
                                  return null;
                                })));
  }
}
