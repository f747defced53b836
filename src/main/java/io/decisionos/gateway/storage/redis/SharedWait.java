package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Waits for replicas, once at a time. While Redis waits it begins nothing else of a connection, so
 * many waits would hold up what comes after them for as long as all of them together. For one
 * thread.
 */
final class SharedWait {
  private final OneByOne alone = new OneByOne();
  private Future<Boolean> next = Future.succeededFuture(true);
  private boolean isGathering;

  /**
   * Hands over what comes of the next wait that begins, which all have together who come until
   * then.
   */
  Future<Boolean> join(Supplier<Future<Boolean>> wait) {
    if (!isGathering) {
      isGathering = true;
      next =
          alone.run(
              () -> {
                isGathering = false;
                return wait.get();
              });
    }
    return next;
  }
}
