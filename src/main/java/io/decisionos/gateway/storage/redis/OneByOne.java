package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Begins each piece of work when the one before it has ended, however it did. For one thread. */
final class OneByOne {
  private Future<?> last = Future.succeededFuture();

  <T> Future<T> run(Supplier<Future<T>> work) {
    Future<T> next = last.transform(ended -> work.get());
    last = next;
    return next;
  }
}
