package io.decisionos.gateway.http.connection;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop that have more to be decoded, in turns. Between two looks at
 * all sockets only a few of them go on: as tasks of the loop they would follow each other for up to
 * a second, and whoever asks meanwhile would not be heard. Confined to its loop.
 */
public final class ResumeTurns {
  // With 16 requests each and some 20 microseconds for a request: about a millisecond.
  private static final int AT_ONCE = 4;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean due;

  /** Has a connection go on when it is its turn. */
  void add(EventExecutor loop, Runnable goOn) {
    waiting.add(goOn);
    if (!due) {
      later(loop);
    }
  }

  /** What is scheduled begins after the loop has looked at its sockets; what is executed before. */
  private void later(EventExecutor loop) {
    due = true;
    var unused = loop.schedule(() -> turn(loop), 0, TimeUnit.NANOSECONDS);
  }

  private void turn(EventExecutor loop) {
    due = false;
    for (int i = 0; i < AT_ONCE && !waiting.isEmpty(); i++) {
      waiting.remove().run();
    }
    if (!waiting.isEmpty() && !due) {
      later(loop);
    }
  }
}
