package io.decisionos.gateway.storage.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is asked in one turn of an event loop, gathered by the place of its keys and sent when the
 * turn ends. Confined to its context.
 */
final class RedisTurns {
  private final Context context;
  private final RedisKeys keys;
  private final Consumer<RedisTurn> sender;
  private final Map<Integer, RedisTurn> open = new HashMap<>();

  RedisTurns(Context context, RedisKeys keys, Consumer<RedisTurn> sender) {
    this.context = context;
    this.keys = keys;
    this.sender = sender;
  }

  Future<Response> add(RedisCall call) {
    int place = keys.slot(call.key());
    RedisTurn turn = open.get(place);
    if (turn != null && turn.isFull()) {
      send(place, turn);
      turn = null;
    }
    return (turn == null ? begin(place) : turn).add(call);
  }

  private RedisTurn begin(int place) {
    var begun = new RedisTurn(keys.tenants(place));
    open.put(place, begun);
    context.runOnContext(v -> send(place, begun));
    return begun;
  }

  private void send(int place, RedisTurn turn) {
    if (open.remove(place, turn)) {
      sender.accept(turn);
    }
  }
}
