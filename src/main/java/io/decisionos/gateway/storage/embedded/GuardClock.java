package io.decisionos.gateway.storage.embedded;

import java.time.InstantSource;

/** A clock that stands still if its source steps back. For one thread. */
final class GuardClock {
  private final InstantSource source;
  private long reached;

  GuardClock(InstantSource source) {
    this.source = source;
  }

  long millis() {
    reached = Math.max(reached, source.millis());
    return reached;
  }

  /** Makes sure that the clock is not before a time that it showed in an earlier run. */
  void reach(long millis) {
    reached = Math.max(reached, millis);
  }
}
