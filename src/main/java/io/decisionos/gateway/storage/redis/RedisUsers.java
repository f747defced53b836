package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The users of tenants in Redis, in the order in which they were noted. Never blocks. */
record RedisUsers(RedisData data) implements UserRegister {
  private static final int HEAD = 4;
  private static final int WIDTH = 3;

  @Override
  public Future<Noted> note(TenantId tenant, String after, long oldest, List<Seat> seen) {
    RedisCall call =
        RedisCall.write("users", key(tenant), data.keys().of(tenant), after, oldest, MOST);
    for (Seat seat : seen) {
      call = call.and(seat.subject(), seat.first(), seat.last());
    }
    return data.ask(call).map(RedisUsers::noted);
  }

  private static Noted noted(Response answer) {
    var seats = new ArrayList<Seat>();
    for (int i = HEAD; i + WIDTH <= answer.size(); i += WIDTH) {
      seats.add(
          new Seat(
              answer.get(i).toString(), answer.get(i + 1).toLong(), answer.get(i + 2).toLong()));
    }
    return new Noted(
        answer.get(1).toString(),
        answer.get(2).toString(),
        answer.get(HEAD - 1).toInteger() == 1,
        seats);
  }

  @Override
  public Future<Void> forget(TenantId tenant, Optional<String> subject) {
    return data.ask(
            RedisCall.write("unseat", key(tenant), data.keys().of(tenant), subject.orElse("")))
        .mapEmpty();
  }

  private String key(TenantId tenant) {
    return "dos:users:" + data.keys().of(tenant);
  }
}
