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
 * does not reach is for the next. The tenants come in the order of the set {@code dos:tenants}.
 * Confined to its context.
 */
final class Sweeper {
  private static final long ROUND_NANOS = Duration.ofMillis(50).toNanos();

  private final RedisLine line;
  private final InstantSource clock;
  private final List<String> families;
  private final AtomicBoolean broom;
  private final Queue<RedisCall> waiting = new ArrayDeque<>();
  private String cursor = "0";

  /**
   * A sweeper of nonces and of families of entries.
   *
   * @param broom held by the one event loop of the gateway that sweeps at the moment
   */
  Sweeper(RedisLine line, InstantSource clock, List<String> families, AtomicBoolean broom) {
    this.line = line;
    this.clock = clock;
    this.families = families;
    this.broom = broom;
  }

  /** One round; completes when it is done, also where Redis is away. */
  Future<Void> sweep() {
    if (!line.isConnected() || !broom.compareAndSet(false, true)) {
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

  private Future<Void> refill() {
    return line.askAlone(RedisCall.read("tenants", "dos:tenants", cursor))
        .map(
            answer -> {
              cursor = answer.get(1).toString();
              answer.stream()
                  .skip(2)
                  .flatMap(tenant -> calls(tenant.toString()))
                  .forEach(waiting::add);
              return null;
            });
  }

  private Future<Void> next(long begin) {
    RedisCall call = waiting.poll();
    if (call == null || System.nanoTime() - begin > ROUND_NANOS) {
      return Future.succeededFuture();
    }
    return line.askAlone(call.and(clock.millis()))
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
