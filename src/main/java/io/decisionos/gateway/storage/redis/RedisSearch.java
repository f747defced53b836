package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the Redis that is to be used now. */
@FunctionalInterface
interface RedisSearch {
  /**
   * One attempt.
   *
   * @return fails with {@link UnsuitableRedisException} if Redis must not be used; whatever was
   *     opened and is not handed over is closed again
   */
  Future<RedisWire> find();

  /**
   * Looks whether another Redis has taken over from the one that was found last, which need not
   * know that itself. Called several times a second; one attempt.
   *
   * @return the other, if there is one
   */
  default Future<Optional<RedisWire>> elsewhere() {
    return Future.succeededFuture(Optional.empty());
  }

  /** Looks among the addresses of the settings, which never change. */
  static RedisSearch amongAddresses(List<RedisAddress> addresses, RedisPrimary primary) {
    var candidates =
        IntStream.range(0, addresses.size())
            .mapToObj(i -> new RedisPrimary.Candidate("address " + (i + 1), addresses.get(i), 0))
            .toList();
    var among = new RedisPrimary.Among(candidates, candidates.size() == 1);
    return new RedisSearch() {
      @Override
      public Future<RedisWire> find() {
        return primary.find(among);
      }

      @Override
      public Future<Optional<RedisWire>> elsewhere() {
        return primary.isLeft()
            ? primary.findAnother(among)
            : Future.succeededFuture(Optional.empty());
      }
    };
  }
}
