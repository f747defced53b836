package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.limit.RateLeases;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of tenants' rates in Redis, a hash for each tenant. Never blocks. */
record RedisLeases(RedisData data) implements RateLeases {
  private static final int HEAD = 2;
  private static final int WIDTH = 3;

  /** All asks leave in one turn, as one call if they are few enough. */
  @Override
  public Future<List<Optional<Lease>>> lease(List<Ask> asks) {
    List<Future<Lease>> asked = asks.stream().map(this::lease).toList();
    return Future.join(asked)
        .transform(
            done ->
                asked.stream().anyMatch(Future::succeeded) || asked.isEmpty()
                    ? Future.succeededFuture(asked.stream().map(RedisLeases::known).toList())
                    : Future.failedFuture(done.cause()));
  }

  private static Optional<Lease> known(Future<Lease> lease) {
    return Optional.ofNullable(lease.result());
  }

  private Future<Lease> lease(Ask ask) {
    String key = "dos:rate:" + data.keys().of(ask.tenant());
    var call =
        RedisCall.write(
            "lease",
            key,
            key,
            ask.instance(),
            ask.whole(),
            ask.want(),
            ask.demand(),
            ask.lasts().toMillis());
    return data.ask(call).map(RedisLeases::lease);
  }

  private static Lease lease(Response answer) {
    var others = new ArrayList<Other>();
    for (int i = HEAD; i + WIDTH <= answer.size(); i += WIDTH) {
      others.add(
          new Other(
              answer.get(i).toString(), answer.get(i + 1).toLong(), answer.get(i + 2).toLong()));
    }
    return new Lease(answer.get(1).toLong(), others);
  }
}
