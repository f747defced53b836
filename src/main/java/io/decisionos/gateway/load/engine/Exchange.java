package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Sample.Origin;
import java.util.function.BiConsumer;

/**
 * One request from the moment it is due to its end. Confined to the run's event loop.
 *
 * <p>Times are of {@link System#nanoTime}.
 */
final class Exchange {

  private final Origin origin;
  private final Shot shot;
  private final long intended;
  private final BiConsumer<Exchange, Outcome> ended;
  private long sent;

  /**
   * @param intended when it should have been sent, whenever it is
   * @param ended told once how it ended
   */
  Exchange(Origin origin, Shot shot, long intended, BiConsumer<Exchange, Outcome> ended) {
    this.origin = origin;
    this.shot = shot;
    this.intended = intended;
    this.ended = ended;
    this.sent = intended;
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

  long sent() {
    return sent;
  }

  void sentAt(long now) {
    sent = now;
  }

  void end(Outcome outcome) {
    ended.accept(this, outcome);
  }
}
