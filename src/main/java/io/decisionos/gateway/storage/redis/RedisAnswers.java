package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Answers;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * First answers in Redis, as entries of a family of their own, and who has begun under {@code
 * dos:claim:TENANT:KEY}. A name whose request is over is given back on the next connection if it
 * could not be on this one: repeats would wait until it ends by itself. Never blocks.
 */
final class RedisAnswers implements Answers {
  /** More than that end by themselves. */
  private static final int MOST_OWED = 10_000;

  private final RedisData data;
  private final String family;
  private final InstantSource clock;
  private final RedisEtagStore store;
  private final List<Owed> owed = new ArrayList<>();

  RedisAnswers(RedisData data, String family, InstantSource clock) {
    this.data = data;
    this.family = family;
    this.clock = clock;
    this.store = new RedisEtagStore(data, family, clock);
  }

  /** A name to give back that Redis may still hold. */
  private record Owed(RedisCall release, long sinceNanos) {
    private boolean isOver() {
      return System.nanoTime() - sinceNanos > LASTS.toNanos();
    }
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
    boolean isSent = data.isConnected();
    return data.ask(call)
        .map(RedisAnswers::begun)
        .onFailure(
            cause -> {
              if (isSent) {
                owe(owed(key, claim));
              }
            });
  }

  private Owed owed(StoreKey key, String claim) {
    return new Owed(RedisCall.read("release", name(key), name(key), claim), System.nanoTime());
  }

  private void owe(Owed one) {
    if (owed.size() < MOST_OWED) {
      owed.add(one);
    }
  }

  /** Gives back what could not be given back; called several times a second. */
  void keepHouse() {
    owed.removeIf(Owed::isOver);
    if (data.isConnected()) {
      List<Owed> all = List.copyOf(owed);
      owed.clear();
      all.forEach(this::giveBack);
    }
  }

  private Future<Void> giveBack(Owed one) {
    return data.ask(one.release())
        .<Void>mapEmpty()
        .recover(
            cause -> {
              owe(one);
              return Future.succeededFuture();
            });
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
    Future<Void> released = giveBack(owed(key, claim));
    return Future.all(kept, released).mapEmpty();
  }

  private String name(StoreKey key) {
    return "dos:claim:" + data.keys().of(key.tenant()) + ":" + key.name();
  }
}
