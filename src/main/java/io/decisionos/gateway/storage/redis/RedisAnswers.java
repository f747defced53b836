package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Answers;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.Optional;

/**
 * First answers in Redis, as entries of a family of their own, and who has begun under {@code
 * dos:claim:TENANT:KEY}. Never blocks.
 */
final class RedisAnswers implements Answers {
  private final RedisData data;
  private final String family;
  private final InstantSource clock;
  private final RedisEtagStore store;

  RedisAnswers(RedisData data, String family, InstantSource clock) {
    this.data = data;
    this.family = family;
    this.clock = clock;
    this.store = new RedisEtagStore(data, family, clock);
  }

  @Override
  public Future<Begun> begin(StoreKey key, String claim) {
    // Lost with the answer or without it, a claim ends by itself: nothing is unknown of a write.
    var call =
        RedisCall.read(
            "claim",
            name(key),
            family,
            data.keys().of(key.tenant()),
            key.name(),
            clock.millis(),
            name(key),
            claim,
            LASTS.toMillis());
    return data.ask(call).map(RedisAnswers::begun);
  }

  private static Begun begun(Response answer) {
    return switch (answer.get(0).toString()) {
      case "FREE" -> new Begun(Optional.empty(), false);
      case "BUSY" -> new Begun(Optional.empty(), true);
      default -> new Begun(Optional.of(RedisEtagStore.entry(answer)), false);
    };
  }

  @Override
  public Future<Void> end(StoreKey key, String claim, Optional<Buffer> answer) {
    // What is asked in one turn is one call: the name is free once the answer is there.
    Future<?> kept =
        answer.isPresent()
            ? store.put(key, new Draft(answer.get(), Terms.REMEMBERED), Terms.NONE)
            : Future.succeededFuture();
    Future<?> released = data.ask(RedisCall.read("release", name(key), name(key), claim));
    return Future.all(kept, released).mapEmpty();
  }

  private String name(StoreKey key) {
    return "dos:claim:" + data.keys().of(key.tenant()) + ":" + key.name();
  }
}
