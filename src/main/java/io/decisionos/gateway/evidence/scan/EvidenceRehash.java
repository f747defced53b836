package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every file again within a period, a few at a time, and so finds what a forged time would
 * hide from sweeps. One thread steps; any may ask how far it is.
 */
public final class EvidenceRehash {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceRehash.class);

  /** Ahead of the period by so much, as files are added in front of the place it has come to. */
  private static final double HASTE = 1.25;

  private final EvidenceSweep sweep;
  private final double stepsOfPeriod;
  private final ScanProgress progress = new ScanProgress();
  private final AtomicLong roundsDone = new AtomicLong();
  private final AtomicLong doneInRound = new AtomicLong();
  private EvidencePath behind = EvidencePath.START;
  private double due;

  /**
   * @param period the time within which every file is read
   * @param step the time between two steps
   */
  EvidenceRehash(EvidenceSweep sweep, Duration period, Duration step) {
    this.sweep = sweep;
    this.stepsOfPeriod = (double) period.toMillis() / step.toMillis();
  }

  /** Reads as many files as are due; a mismatch is told like any other change. */
  void step() {
    due += HASTE * sweep.known().size() / stepsOfPeriod;
    long now = (long) due;
    due -= now;
    List<EvidencePath> paths =
        sweep.known().after(behind).stream().limit(now).map(EvidenceEntry::path).toList();
    // First, or what fails once would be all that is tried from then on.
    advance(paths, now);
    sweep
        .reread(paths, progress)
        .forEach(path -> LOG.warn("evidence changed under an unchanged fingerprint path={}", path));
  }

  private void advance(List<EvidencePath> paths, long wanted) {
    doneInRound.addAndGet(paths.size());
    if (paths.size() < wanted) {
      behind = EvidencePath.START;
      doneInRound.set(0);
      roundsDone.incrementAndGet();
    } else if (!paths.isEmpty()) {
      behind = paths.get(paths.size() - 1);
    }
  }

  /** The part of the files that this round has read, from 0 to 1. */
  public double progress() {
    int files = sweep.known().size();
    return files == 0 ? 1 : Math.min(1, (double) doneInRound.get() / files);
  }

  /** How often every file was read. */
  public long rounds() {
    return roundsDone.get();
  }
}
