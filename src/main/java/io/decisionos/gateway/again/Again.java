package io.decisionos.gateway.again;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of what comes again and again. Whatever it throws ends this turn alone: it is said, and
 * who comes after it sets the next one. A timer that sets the next timer in its own body, or a
 * thread that loops, would otherwise end with the first surprise, and nobody would know.
 */
public final class Again {
  private static final Logger LOG = LoggerFactory.getLogger(Again.class);

  private Again() {}

  /**
   * Runs the turn, and never throws.
   *
   * @param what comes again, for the log
   */
  public static void turn(String what, Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException | Error e) {
      LOG.error("one turn failed, the next one comes what={}", what, e);
    }
  }

  /** Likewise if the turn is over with its future: what it throws becomes a failed one. */
  public static <T> Future<T> attempt(Supplier<Future<T>> turn) {
    return Future.succeededFuture().compose(v -> turn.get());
  }
}
