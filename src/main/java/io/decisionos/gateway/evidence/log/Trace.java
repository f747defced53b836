package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * What the log says of a path so far. Immutable.
 *
 * @param leaf the number of the newest leaf for it
 * @param sha256 of the file when it was last known; empty if it could not be read
 * @param locked what its bytes are for as long as it is locked; empty if it never was
 */
public record Trace(
    long leaf, State state, Optional<Sha256> sha256, long size, Optional<Locked> locked) {

  /** Where a file is that lay at the path. */
  public enum State {
    /** There. */
    LIVE,
    /** Elsewhere: the same bytes have another path of the same id. */
    MOVED,
    /** Let go of. */
    DELETED,
    /** Nobody knows. */
    LOST
  }

  /**
   * The bytes that a locked file must have.
   *
   * @param at when it was locked; empty if it was locked when it was first seen
   */
  public record Locked(Optional<Sha256> sha256, Optional<Instant> at) {}

  public boolean isLive() {
    return state == State.LIVE;
  }

  public boolean isDeleted() {
    return state == State.DELETED;
  }

  /** Whether these are the bytes that were there last. */
  public boolean has(Optional<Sha256> other) {
    return sha256.equals(other);
  }

  Trace now(State next) {
    return new Trace(leaf, next, sha256, size, locked);
  }

  Trace at(long newest) {
    return new Trace(newest, state, sha256, size, locked);
  }
}
