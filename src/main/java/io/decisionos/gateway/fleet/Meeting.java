package io.decisionos.gateway.fleet;

import io.vertx.core.Future;
import java.util.List;

/** Where gateways show themselves and see the others. */
@FunctionalInterface
public interface Meeting {
  /**
   * Shows this gateway until it shows itself again or is forgotten, and tells who else is there.
   *
   * @param instance names this run of the gateway, unlike any other
   * @param document what it says of itself; empty if it leaves
   * @return fails if nobody can be met now
   */
  Future<Roll> meet(String instance, String document);

  /**
   * A meeting and where it is.
   *
   * @param redis the kind of Redis, in the word that {@code /readyz} has for it
   */
  record At(String redis, Meeting meeting) {}

  /**
   * Who else was there.
   *
   * @param nowMillis the time by the clock of the meeting, since 1970
   * @param isFull whether there was no place left for this gateway
   */
  record Roll(long nowMillis, boolean isFull, List<Present> others) {}

  /**
   * One of the others.
   *
   * @param seenMillis when it showed itself last, by the clock of the meeting
   */
  record Present(String instance, long seenMillis, String document) {}
}
