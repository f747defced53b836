package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What tenants hold at a storage that others write to as well, as far as it was looked at. What
 * cannot be seen now stays as it was. Confined to its verticle.
 */
final class SharedHoldings {
  private static final int MOST_IN_A_ROUND = 500;
  private static final int AT_ONCE = 50;

  private final Function<TenantId, Future<OptionalLong>> storage;
  private final Map<TenantId, Long> known = new HashMap<>();
  private Future<Void> round = Future.succeededFuture();
  private int next;

  /**
   * Nothing is known yet.
   *
   * @param storage asked for the bytes of a tenant; empty if it tells them by itself
   */
  SharedHoldings(Function<TenantId, Future<OptionalLong>> storage) {
    this.storage = storage;
  }

  /** The bytes of a tenant; empty if nothing is known of them. */
  OptionalLong bytes(TenantId tenant) {
    Long bytes = known.get(tenant);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** Completes when a tenant was looked at, or cannot be. */
  Future<Void> look(TenantId tenant) {
    return storage
        .apply(tenant)
        .onSuccess(found -> found.ifPresent(bytes -> known.put(tenant, bytes)))
        .transform(looked -> Future.succeededFuture());
  }

  /** Looks at these, a part of them by turns if they are many. */
  Future<Void> turn(Collection<TenantId> all) {
    if (round.isComplete()) {
      known.keySet().retainAll(all);
      round = turn(List.copyOf(all), Math.min(all.size(), MOST_IN_A_ROUND));
    }
    return round;
  }

  private Future<Void> turn(List<TenantId> all, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    int some = Math.min(left, AT_ONCE);
    var looks = new ArrayList<Future<Void>>();
    for (int i = 0; i < some; i++) {
      looks.add(look(all.get(Math.floorMod(next++, all.size()))));
    }
    return Future.join(looks).transform(done -> turn(all, left - some));
  }
}
