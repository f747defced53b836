package io.decisionos.gateway.http.connection;

import io.netty.util.concurrent.EventExecutor;

/**
 * What one connection may begin before others are served: one request in any case, and a few that
 * came right behind it. Confined to the connection's event loop.
 */
final class Turn {
  // However soon they are answered.
  private static final int MOST = 16;

  private final ResumeTurns all;
  private int begun;

  /** Nothing has begun. */
  Turn(ResumeTurns all) {
    this.all = all;
  }

  void begin() {
    begun = 0;
  }

  /** A request has been begun. */
  void begun(EventExecutor loop) {
    if (begun++ > 0) {
      all.followed(loop);
    }
  }

  /** Whether it is others' turn. */
  boolean isOver() {
    return begun >= MOST || (begun > 0 && !all.mayFollow());
  }
}
