package io.decisionos.gateway.again;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs something once, at the earliest of the times that were asked for. Confined to the context
 * that it is used in.
 */
public final class EarliestTimer {
  private final Vertx vertx;
  private final Runnable run;
  private Optional<Planned> planned = Optional.empty();

  /** A timer that runs, and the monotonic nanoseconds at which it ends. */
  private record Planned(long timer, long at) {}

  /** A timer that nobody has asked for yet. */
  public EarliestTimer(Vertx vertx, Runnable run) {
    this.vertx = vertx;
    this.run = run;
  }

  /** Sees to it that it runs at the latest after this time. */
  public void within(Duration delay) {
    long at = System.nanoTime() + delay.toNanos();
    if (planned.isPresent() && planned.get().at() - at <= 0) {
      return;
    }
    cancel();
    // Vert.x takes no timer below 1 ms; rounding up also keeps us from looking a moment too early.
    planned = Optional.of(new Planned(vertx.setTimer(delay.toMillis() + 1, id -> fire()), at));
  }

  private void fire() {
    planned = Optional.empty();
    run.run();
  }

  /** Runs it no more, until it is asked for again. */
  public void cancel() {
    planned.ifPresent(timer -> vertx.cancelTimer(timer.timer()));
    planned = Optional.empty();
  }
}
