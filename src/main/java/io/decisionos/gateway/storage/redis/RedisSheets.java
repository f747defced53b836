package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.limit.TenantSheets;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;

/** The sheets of gateways in Redis, a hash for each place. Never blocks. */
record RedisSheets(RedisData data) implements TenantSheets {
  // No tenant's id, as those have no underscores.
  private static final String NOBODY = "_unattributed";

  @Override
  public Future<Map<String, String>> swap(Place place, String gateway, String sheet) {
    String tenant = place.tenant().map(data.keys()::of).orElse(NOBODY);
    String key = "dos:%s:%s:%d".formatted(place.topic(), tenant, place.slot());
    var call = RedisCall.write("sheet", key, key, gateway, sheet, KEPT.toMillis(), MOST);
    return data.ask(call).map(RedisSheets::others);
  }

  private static Map<String, String> others(Response answer) {
    var others = new HashMap<String, String>();
    for (int i = 1; i + 1 < answer.size(); i += 2) {
      others.put(answer.get(i).toString(), answer.get(i + 1).toString());
    }
    return Map.copyOf(others);
  }
}
