package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.TrafficSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tenants have used of their limits, as conditions. Holds the refusals of one minute, of
 * tenants that had any. Confined to one thread.
 */
final class LimitsWatch {
  private static final int MINUTE = 60;
  private static final double PERCENT = 100;

  private final Map<TenantId, TreeMap<Long, Integer>> refused = new HashMap<>();

  /** Takes in what an event loop has answered in the second that is over now. */
  void add(TrafficSlice slice, Instant now) {
    slice
        .tenants()
        .forEach(
            (id, tally) -> {
              if (tally.limited() > 0) {
                refused
                    .computeIfAbsent(id, added -> new TreeMap<>())
                    .merge(now.getEpochSecond(), tally.limited(), Integer::sum);
              }
            });
  }

  /** The clock was put forward: what was refused within a minute still was. */
  void leapt(Duration by) {
    refused.replaceAll(
        (id, seconds) -> {
          var later = new TreeMap<Long, Integer>();
          seconds.forEach((second, count) -> later.put(second + by.toSeconds(), count));
          return later;
        });
  }

  /** Who was refused anything for its rate within a minute. */
  Conditions rates(Instant now) {
    long first = now.getEpochSecond() - MINUTE;
    refused.values().forEach(seconds -> seconds.headMap(first).clear());
    refused.values().removeIf(Map::isEmpty);
    return new Conditions(
        BuiltIn.TENANT_RATE_LIMITED.word(),
        refused.entrySet().stream()
            .map(
                entry -> {
                  int count = entry.getValue().values().stream().mapToInt(n -> n).sum();
                  return condition(
                      entry.getKey(),
                      count,
                      count + " requests of the last minute were refused with 429");
                })
            .toList());
  }

  /** How full the storage of each tenant with a limit is. */
  static Conditions storage(TenantBook book, StorageLedger ledger, double least) {
    List<Condition> holding =
        book.tenants().stream()
            .filter(tenant -> tenant.limits().maxStorageGb().isPresent())
            .map(
                tenant -> {
                  long held = ledger.heldWithEvidence(tenant.id());
                  double share = PERCENT * held / tenant.limits().maxStorageBytes();
                  return condition(
                      tenant.id(),
                      share,
                      "%d of %d bytes are used, %.1f %%"
                          .formatted(held, tenant.limits().maxStorageBytes(), share));
                })
            .filter(condition -> condition.value() >= least)
            .toList();
    return new Conditions(BuiltIn.TENANT_STORAGE_NEAR_FULL.word(), holding);
  }

  private static Condition condition(TenantId tenant, double value, String what) {
    return new Condition(Map.of("tenant", tenant.value()), Notice.Level.WARN, value, what);
  }
}
