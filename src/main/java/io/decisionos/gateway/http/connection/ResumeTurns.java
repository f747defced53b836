package io.decisionos.gateway.http.connection;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What one event loop does for connections that send one request behind another, in turns. Between
 * two looks at all sockets only so many of these requests are begun, and only a few connections go
 * on with what they have sent already: otherwise whoever asks for one thing would not be heard
 * until everybody else had been served. Confined to its loop.
 */
public final class ResumeTurns {
  // At some 20 microseconds for a request a millisecond and a half; before the compiler has been at
  // them it is 20 times as much, and whoever comes first with 300 connections must wait for it.
  private static final int MOST_FOLLOWING = 64;
  private static final int AT_ONCE = 4;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean due;
  private int following;

  /** Whether one more request may be begun that came right behind another. */
  boolean mayFollow() {
    return following < MOST_FOLLOWING;
  }

  /** Such a request has been begun. */
  void followed(EventExecutor loop) {
    if (following++ == 0) {
      // What is executed begins when all sockets that had something have been read.
      loop.execute(() -> following = 0);
    }
  }

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
