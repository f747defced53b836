package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.again.Again;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Searches one at a time, as what one of them finds is what the next one begins with. Confined to
 * its context.
 */
final class OneSearch implements RedisSearch {
  private final RedisSearch search;
  private final OneByOne searches = new OneByOne();
  private boolean isLooking;

  OneSearch(RedisSearch search) {
    this.search = search;
  }

  @Override
  public Future<RedisWire> find() {
    return searches.run(() -> Again.attempt(search::find));
  }

  /** Nothing is found while an earlier look goes on. */
  @Override
  public Future<Optional<RedisWire>> elsewhere() {
    if (isLooking) {
      return Future.succeededFuture(Optional.empty());
    }
    isLooking = true;
    return searches
        .run(() -> Again.attempt(search::elsewhere))
        .onComplete(looked -> isLooking = false);
  }
}
