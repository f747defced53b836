package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * What the log says of a path so far. Immutable.
 *
 * @param leaf the number of the newest leaf for it
 * @param sha256 of the file when it was last known, the beginning alone if it is gone; empty if it
 *     could not be read
 * @param locked what its bytes are for as long as it is locked; empty if it never was
 * @param archivedAt when these bytes were archived; empty if they were not
 */
public record Trace(
    long leaf,
    State state,
    Optional<Sha256> sha256,
    long size,
    Optional<Locked> locked,
    Optional<Instant> archivedAt) {

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

  /** Whether nothing is known to be there, so that little of it is kept in memory. */
  boolean isGone() {
    return !isLive() && (isDeleted() || locked.isEmpty());
  }

  /** Whether these are the bytes that were there last; told by their beginning if it is gone. */
  public boolean has(Optional<Sha256> other) {
    return isGone() ? sha256.map(Sha256::a).equals(other.map(Sha256::a)) : sha256.equals(other);
  }

  Trace now(State next) {
    return new Trace(leaf, next, sha256, size, locked, archivedAt);
  }

  Trace at(long newest) {
    return new Trace(newest, state, sha256, size, locked, archivedAt);
  }

  Trace archived(Leaf by, long newest) {
    Optional<Instant> since = has(by.sha256()) ? Optional.of(by.at()) : archivedAt;
    return new Trace(newest, state, sha256, size, locked, since);
  }

  /** Whether it is there, and in the archive as it is. */
  boolean isLiveAndArchived() {
    return isLive() && archivedAt.isPresent();
  }
}
