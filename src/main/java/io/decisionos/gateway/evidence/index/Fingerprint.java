package io.decisionos.gateway.evidence.index;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What tells one state of a file from another without reading it. Times are in nanoseconds since
 * 1970. Immutable.
 */
public record Fingerprint(long size, long mtime, long ctime, long inode) {
  private static final long NEVER = Long.MIN_VALUE;

  /** Below this age a later change may still carry the same times. */
  private static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

  /** For what has no state that could be compared. */
  public static final Fingerprint NONE = new Fingerprint(0, 0, NEVER, 0);

  /**
   * This fingerprint, or a doubtful one if the file was changed so shortly before a moment that
   * another change might not show.
   */
  public Fingerprint asOf(Instant moment) {
    long now = TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
    return now - Math.max(mtime, ctime) > SETTLED ? this : doubtful();
  }

  /** This fingerprint made to equal no state of a file, so that the file is read once more. */
  public Fingerprint doubtful() {
    return new Fingerprint(size, mtime, NEVER, inode);
  }

  public Instant modifiedAt() {
    return Instant.EPOCH.plusNanos(mtime);
  }
}
