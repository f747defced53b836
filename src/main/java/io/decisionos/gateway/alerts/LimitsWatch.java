package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.TrafficSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * How full the storage of each tenant is that has a limit and has used at least so much of it.
   *
   * @param least in percent, more than none
   */
  static Conditions storage(TenantBook book, StorageLedger ledger, double least) {
    // Asked each second: of many thousands few hold anything, and words are made for fewer.
    List<Condition> holding =
        ledger.holding().stream()
            .flatMap(id -> book.known(id).stream())
            .filter(tenant -> tenant.limits().maxStorageGb().isPresent())
            .flatMap(
                tenant -> storage(tenant, ledger.heldWithEvidence(tenant.id()), least).stream())
            .toList();
    return new Conditions(BuiltIn.TENANT_STORAGE_NEAR_FULL.word(), holding);
  }

  private static Optional<Condition> storage(Tenant tenant, long held, double least) {
    long most = tenant.limits().maxStorageBytes();
    double share = PERCENT * held / most;
    if (!(share >= least)) {
      return Optional.empty();
    }
    String what = "%d of %d bytes are used, %.1f %%".formatted(held, most, share);
    return Optional.of(condition(tenant.id(), share, what));
  }

  private static Condition condition(TenantId tenant, double value, String what) {
    return new Condition(Map.of("tenant", tenant.value()), Notice.Level.WARN, value, what);
  }
}
