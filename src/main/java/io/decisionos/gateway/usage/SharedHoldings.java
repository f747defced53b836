package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at what tenants hold at a storage that others write to as well, so that the ledger knows
 * it. What cannot be seen now stays as it was. Confined to its verticle.
 */
final class SharedHoldings {
  private static final int MOST_IN_A_ROUND = 500;
  private static final int AT_ONCE = 50;

  private final Function<TenantId, Future<Void>> storage;
  private Future<Void> round = Future.succeededFuture();
  private int next;

  /**
   * Nothing was looked at yet.
   *
   * @param storage completes when the ledger knows what it holds of a tenant
   */
  SharedHoldings(Function<TenantId, Future<Void>> storage) {
    this.storage = storage;
  }

  /** Completes when a tenant was looked at, or cannot be. */
  Future<Void> look(TenantId tenant) {
    return storage.apply(tenant).otherwiseEmpty();
  }

  /** Looks at these, a part of them by turns if they are many. */
  Future<Void> turn(Collection<TenantId> all) {
    if (round.isComplete()) {
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
