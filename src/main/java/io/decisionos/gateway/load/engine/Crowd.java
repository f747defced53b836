package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.Phase;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The users of a closed phase: each sends, waits for the answer, thinks, and sends again; what is
 * refused is tried again after a growing wait. Confined to the run's event loop.
 */
final class Crowd {

  private static final double MILLI = 1e6;

  private final Loop loop;
  private final Phase.Closed phase;
  private final Target target;
  private final SplittableRandom random;
  private long end;

  Crowd(Loop loop, Phase.Closed phase, Target target, SplittableRandom random) {
    this.loop = loop;
    this.phase = phase;
    this.target = target;
    this.random = random;
  }

  /** Who sends for a user; a user who is told nothing more has left. */
  interface Target {
    void send(int tenant, long intended, Consumer<Outcome> then);
  }

  /** Lets the users in; each leaves when its next request would be due after {@code end}. */
  void run(long end) {
    this.end = end;
    for (int i = 0; i < phase.users().count(); i++) {
      int tenant = drawTenant();
      // Users come in over their first thinking time, not all at once.
      after(phase.users().thinkMillis() * random.nextDouble(), due -> send(tenant, 0, due));
    }
  }

  private void send(int tenant, int attempt, long due) {
    target.send(tenant, due, outcome -> react(tenant, attempt, outcome));
  }

  private void react(int tenant, int attempt, Outcome outcome) {
    if (outcome.isWorthARetry() && attempt < phase.users().retries()) {
      double wait =
          phase.users().backoff().millis(attempt, outcome.retryAfterMillis(), random.nextDouble());
      after(wait, due -> send(tenant, attempt + 1, due));
    } else {
      after(phase.users().thinkMillis(), due -> send(drawTenant(), 0, due));
    }
  }

  private void after(double millis, LongConsumer next) {
    long due = System.nanoTime() + (long) (millis * MILLI);
    if (due - end < 0) {
      loop.at(due, () -> next.accept(due));
    }
  }

  private int drawTenant() {
    var weights = phase.span().weights();
    double drawn = random.nextDouble() * weights.stream().mapToDouble(Double::doubleValue).sum();
    int i = 0;
    while (i < weights.size() - 1 && weights.get(i) <= drawn) {
      drawn -= weights.get(i);
      i++;
    }
    return i;
  }
}
