package io.decisionos.gateway.load.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Sends the arrivals of an open phase when they are due, whatever became of those before. Confined
 * to the run's event loop.
 */
final class Pacer {

  /** So many in a row, then answers get their turn: else a burst would delay what it measures. */
  private static final int BATCH = 128;

  private final Loop loop;
  private final Arrivals arrivals;
  private final Target target;
  private final Promise<Void> done = Promise.promise();
  private long start;
  private long end;

  Pacer(Loop loop, Arrivals arrivals, Target target) {
    this.loop = loop;
    this.arrivals = arrivals;
    this.target = target;
  }

  /** Who is told of each arrival. */
  interface Target {
    void due(int tenant, long intended);

    void unsent();
  }

  /** Runs from {@code start} to {@code end}; completes at the end. */
  Future<Void> run(long start, long end) {
    this.start = start;
    this.end = end;
    tick();
    return done.future();
  }

  private void tick() {
    long now = System.nanoTime();
    int sent = 0;
    while (sent < BATCH && isDue(now)) {
      long intended = start + arrivals.dueNanos();
      target.due(arrivals.take(), intended);
      sent++;
    }
    if (now - end >= 0) {
      finish();
    } else if (isDue(now)) {
      loop.soon(this::tick);
    } else {
      long next = arrivals.isEmpty() ? end : start + arrivals.dueNanos();
      loop.at(next, this::tick);
    }
  }

  private boolean isDue(long now) {
    return !arrivals.isEmpty() && start + arrivals.dueNanos() - now <= 0;
  }

  private void finish() {
    while (!arrivals.isEmpty()) {
      arrivals.take();
      target.unsent();
    }
    done.complete();
  }
}
