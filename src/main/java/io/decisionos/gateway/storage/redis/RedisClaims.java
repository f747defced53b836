package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.AnswerClaims;
import io.decisionos.gateway.storage.StoreKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.Optional;

/** Who has begun a request, in Redis under {@code dos:claim:TENANT:KEY}. Never blocks. */
record RedisClaims(RedisData data, InstantSource clock, String family) implements AnswerClaims {
  @Override
  public Future<Claimed> claim(StoreKey key, String claim) {
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
    return data.ask(call).map(RedisClaims::claimed);
  }

  private static Claimed claimed(Response answer) {
    return switch (answer.get(0).toString()) {
      case "FREE" -> new Claimed(Optional.empty(), false);
      case "BUSY" -> new Claimed(Optional.empty(), true);
      default -> new Claimed(Optional.of(RedisEtagStore.entry(answer)), false);
    };
  }

  @Override
  public Future<Void> release(StoreKey key, String claim) {
    return data.ask(RedisCall.read("release", name(key), name(key), claim)).mapEmpty();
  }

  private String name(StoreKey key) {
    return "dos:claim:" + data.keys().of(key.tenant()) + ":" + key.name();
  }
}
