package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.GatewayRoll;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;

/** The gateways of a Redis, in one hash of it. Never blocks. */
record RedisRoll(RedisData data) implements GatewayRoll {
  private static final String KEY = "dos:fleet";
  private static final String FULL = "FULL";
  private static final int HEAD = 2;
  private static final int WIDTH = 3;

  @Override
  public Future<Roll> call(Presence presence) {
    var call =
        RedisCall.write(
            "beat", KEY, KEY, presence.instance(), presence.document(), FORGOTTEN.toMillis(), MOST);
    return data.ask(call).map(RedisRoll::roll);
  }

  private static Roll roll(Response answer) {
    var others = new ArrayList<Seen>();
    for (int i = HEAD; i + WIDTH <= answer.size(); i += WIDTH) {
      var presence = new Presence(answer.get(i).toString(), answer.get(i + 2).toString());
      others.add(new Seen(presence, answer.get(i + 1).toLong()));
    }
    return new Roll(answer.get(1).toLong(), answer.get(0).toString().equals(FULL), others);
  }
}
