package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Gives back what has expired for tenants that do not call: a few names of one tenant in each call,
 * one call after the other and for a part of the time, so that nobody waits for it. What one round
 * does not reach is for the next. The tenants come in the order in which Redis has noted them.
 * Confined to its context.
 */
final class Sweeper {
  private static final long ROUND_NANOS = Duration.ofMillis(50).toNanos();

  private static final int MOST_PLACES = 32;
  private static final String START = "0";

  private final RedisData data;
  private final InstantSource clock;
  private final List<String> families;
  private final AtomicBoolean broom;
  private final Queue<RedisCall> waiting = new ArrayDeque<>();
  private final Queue<Integer> places = new ArrayDeque<>();
  private String cursor = START;
  private int walked;

  /**
   * A sweeper of nonces and of families of entries.
   *
   * @param broom held by the one event loop of the gateway that sweeps at the moment
   */
  Sweeper(RedisData data, InstantSource clock, List<String> families, AtomicBoolean broom) {
    this.data = data;
    this.clock = clock;
    this.families = families;
    this.broom = broom;
  }

  /** One round; completes when it is done, even if Redis is away. */
  Future<Void> sweep() {
    if (!data.isConnected() || !broom.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    Future<Void> known = waiting.isEmpty() ? refill() : Future.succeededFuture();
    return known
        .compose(v -> next(System.nanoTime()))
        .eventually(
            () -> {
              broom.set(false);
              return Future.succeededFuture();
            });
  }

  /** Looks where tenants are noted, from place to place, until some are found. */
  private Future<Void> refill() {
    if (places.isEmpty()) {
      data.written().stream().forEach(places::add);
      walk();
    }
    return look(MOST_PLACES);
  }

  /** A few more of all places: others may have written there. */
  private void walk() {
    for (int i = 0; i < Math.min(MOST_PLACES, data.keys().places()); i++) {
      places.add(walked);
      walked = (walked + 1) % data.keys().places();
    }
  }

  private Future<Void> look(int most) {
    Integer place = places.peek();
    if (place == null || most == 0 || !waiting.isEmpty()) {
      return Future.succeededFuture();
    }
    return data.askAlone(RedisCall.read("tenants", data.keys().tenants(place), cursor))
        .transform(
            answer -> {
              cursor = answer.succeeded() ? answer.result().get(1).toString() : START;
              if (cursor.equals(START)) {
                places.poll();
              }
              if (answer.succeeded()) {
                wait(answer.result());
              }
              return look(most - 1);
            });
  }

  private void wait(Response tenants) {
    tenants.stream().skip(2).flatMap(each -> calls(each.toString())).forEach(waiting::add);
  }

  private Future<Void> next(long begin) {
    RedisCall call = waiting.poll();
    if (call == null || System.nanoTime() - begin > ROUND_NANOS) {
      return Future.succeededFuture();
    }
    return data.askAlone(call.and(clock.millis()))
        .compose(
            answer -> {
              if (hasMore(answer)) {
                waiting.add(call);
              }
              return next(begin);
            });
  }

  private static boolean hasMore(Response answer) {
    return answer.get(1).toInteger() == 1;
  }

  private Stream<RedisCall> calls(String tenant) {
    Stream<RedisCall> entries =
        families.stream()
            .map(
                family ->
                    RedisCall.write("sweep", "dos:" + family + "due:" + tenant, family, tenant));
    return Stream.concat(
        entries, Stream.of(RedisCall.write("forget", "dos:replaydue:" + tenant, tenant)));
  }
}
