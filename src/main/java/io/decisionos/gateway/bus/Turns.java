package io.decisionos.gateway.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Work that parties bring to a few places. Each party has one turn and then waits until the others
 * have had theirs, so that whoever brings little waits for one turn of each other party and not for
 * all that a greedy one has brought. Confined to one context.
 */
public final class Turns {
  private final int places;
  private final Map<Object, Queue<Runnable>> waiting = new LinkedHashMap<>();
  private int taken;

  /**
   * Turns that nobody has taken yet.
   *
   * @param places how much is worked on at a time
   */
  public Turns(int places) {
    this.places = places;
  }

  /**
   * Does work when it is the party's turn, unless by then nobody waits for it any more: whoever
   * gave up may have brought more since, so that what waits would grow without bound.
   */
  public <T> Future<T> take(Object party, Deadline deadline, Supplier<Future<T>> work) {
    return take(
        party,
        () ->
            deadline.isPast() ? Future.failedFuture(NoAnswer.timeout().asException()) : work.get());
  }

  /**
   * Does work when it is the party's turn; what one party brings is begun in order.
   *
   * @param work begins it, and completes in this context when the place is free again
   */
  public <T> Future<T> take(Object party, Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    waiting.computeIfAbsent(party, p -> new ArrayDeque<>()).add(() -> begin(work, done));
    next();
    return done.future();
  }

  private <T> void begin(Supplier<Future<T>> work, Promise<T> done) {
    Future.succeededFuture()
        .compose(v -> work.get())
        .onComplete(
            result -> {
              taken--;
              next();
              done.handle(result);
            });
  }

  private void next() {
    while (taken < places && !waiting.isEmpty()) {
      Iterator<Map.Entry<Object, Queue<Runnable>>> first = waiting.entrySet().iterator();
      Map.Entry<Object, Queue<Runnable>> turn = first.next();
      Object party = turn.getKey();
      Queue<Runnable> brought = turn.getValue();
      first.remove();
      Runnable begin = brought.remove();
      if (!brought.isEmpty()) {
        // Behind everybody who waits now.
        waiting.put(party, brought);
      }
      taken++;
      begin.run();
    }
  }
}
