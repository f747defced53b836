package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Gives back what has expired for tenants that do not call: a few tenants each round, in turn, in
 * the order of the set {@code dos:tenants}. Confined to its context.
 */
final class Sweeper {
  private static final int TENANTS_A_ROUND = 50;

  private final RedisLine line;
  private final InstantSource clock;
  private final List<String> families;
  private final Queue<String> waiting = new ArrayDeque<>();

  /** A sweeper of nonces and of families of entries. */
  Sweeper(RedisLine line, InstantSource clock, List<String> families) {
    this.line = line;
    this.clock = clock;
    this.families = families;
  }

  /** One round; completes when it is done, also where Redis is away. */
  Future<Void> sweep() {
    if (!line.isConnected()) {
      return Future.succeededFuture();
    }
    Future<Void> known = waiting.isEmpty() ? refill() : Future.succeededFuture();
    return known.compose(v -> Future.all(round())).mapEmpty();
  }

  private Future<Void> refill() {
    return line.ask(RedisCall.read("tenants", "dos:tenants"))
        .map(
            answer -> {
              answer.stream().skip(1).forEach(tenant -> waiting.add(tenant.toString()));
              return null;
            });
  }

  private List<Future<Response>> round() {
    return Stream.generate(waiting::poll)
        .limit(Math.min(TENANTS_A_ROUND, waiting.size()))
        .flatMap(this::calls)
        .map(line::ask)
        .toList();
  }

  private Stream<RedisCall> calls(String tenant) {
    long now = clock.millis();
    Stream<RedisCall> entries =
        families.stream()
            .map(
                family ->
                    RedisCall.write(
                        "sweep", "dos:" + family + "due:" + tenant, family, tenant, now));
    return Stream.concat(
        entries, Stream.of(RedisCall.write("forget", "dos:replaydue:" + tenant, tenant, now)));
  }
}
