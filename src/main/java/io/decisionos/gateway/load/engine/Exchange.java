package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Sample.Origin;
import java.util.function.BiConsumer;

/**
 * One request from the moment it is due to its end. Confined to the run's event loop.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Exchange {

  private static final long NEVER = Long.MIN_VALUE;

  private final Origin origin;
  private final Shot shot;
  private final long intended;
  private final Listener listener;
  private long waitingSince;
  private long held;
  private long left = NEVER;

  /** Who is told of a request. */
  interface Listener {
    /** The kernel has taken all of it. */
    void left(Exchange exchange);

    /** It has ended; told once, and last. */
    void ended(Exchange exchange, Outcome outcome);

    /** A listener that only wants the end. */
    static Listener ofEnd(BiConsumer<Exchange, Outcome> ended) {
      return new Listener() {
        @Override
        public void left(Exchange exchange) {
          // The end is all that is asked for.
        }

        @Override
        public void ended(Exchange exchange, Outcome outcome) {
          ended.accept(exchange, outcome);
        }
      };
    }
  }

  /**
   * A request that is due.
   *
   * @param intended when it should have been sent, whenever it is
   */
  Exchange(Origin origin, Shot shot, long intended, Listener listener) {
    this.origin = origin;
    this.shot = shot;
    this.intended = intended;
    this.listener = listener;
  }

  Origin origin() {
    return origin;
  }

  Shot shot() {
    return shot;
  }

  long intended() {
    return intended;
  }

  /** It waits for a connection from now on. */
  void waits(long now) {
    waitingSince = now;
  }

  /** It has waited for its connection, which is no doing of the schedule's. */
  void waited(long now) {
    held += now - waitingSince;
  }

  void left(long now) {
    left = now;
    listener.left(this);
  }

  /** When the kernel took it, or its intended time if that never came. */
  long sent() {
    return left == NEVER ? intended : left;
  }

  /** How long after its time it left. */
  long late() {
    return sent() - intended;
  }

  /** How much of that the wait for a connection was not. */
  long lateByTool() {
    return late() - held;
  }

  void end(Outcome outcome) {
    listener.ended(this, outcome);
  }
}
