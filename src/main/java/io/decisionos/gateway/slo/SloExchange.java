package io.decisionos.gateway.slo;

import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has an SLO be judged by what all gateways have answered: shows the others what was counted here,
 * and takes in what they have. What cannot be shown now is shown the next time; that the storage is
 * away is for the storage to say. Confined to its verticle.
 */
final class SloExchange {
  private static final String TOPIC = "slo";
  private static final int MOST_IN_A_ROUND = 500;
  private static final int AT_ONCE = 50;

  private final TenantSheets sheets;
  private final String gateway;
  private final Function<TenantId, SloSheet> own;
  private final Set<TenantId> fresh = new LinkedHashSet<>();
  private final Map<TenantId, List<SloSheet>> others = new HashMap<>();
  private Future<Void> round = Future.succeededFuture();
  private int next;

  /**
   * An exchange of what was counted.
   *
   * @param gateway the same name for as long as the counts are kept
   * @param own what was counted here
   */
  SloExchange(TenantSheets sheets, String gateway, Function<TenantId, SloSheet> own) {
    this.sheets = sheets;
    this.gateway = gateway;
    this.own = own;
  }

  /** Something was counted here. */
  void counted(TenantId tenant) {
    fresh.add(tenant);
  }

  /**
   * Exchanges what has changed here, and a part of the rest; completes when that is done.
   *
   * @param known the tenants that there are; what was heard of others is forgotten
   */
  Future<Void> turn(List<TenantId> known) {
    if (round.isComplete()) {
      others.keySet().retainAll(Set.copyOf(known));
      round = swapAll(chosen(known), 0);
    }
    return round;
  }

  private List<TenantId> chosen(List<TenantId> known) {
    Set<TenantId> chosen =
        fresh.stream().limit(MOST_IN_A_ROUND).collect(Collectors.toCollection(LinkedHashSet::new));
    fresh.removeAll(chosen);
    for (int i = 0; i < known.size() && chosen.size() < MOST_IN_A_ROUND; i++) {
      chosen.add(known.get(next++ % known.size()));
    }
    return new ArrayList<>(chosen);
  }

  private Future<Void> swapAll(List<TenantId> tenants, int from) {
    if (from >= tenants.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(tenants.size(), from + AT_ONCE);
    List<Future<Void>> some = tenants.subList(from, to).stream().map(this::look).toList();
    return Future.join(some).transform(done -> swapAll(tenants, to));
  }

  /** Shows what was counted of a tenant here, and looks what the others have. */
  Future<Void> look(TenantId tenant) {
    var place = new TenantSheets.Place(TOPIC, Optional.of(tenant), 0);
    return sheets
        .swap(place, gateway, own.apply(tenant).text())
        .map(
            shown -> {
              others.put(tenant, read(shown.values()));
              return null;
            });
  }

  private static List<SloSheet> read(Collection<String> texts) {
    return texts.stream().flatMap(text -> SloSheet.parse(text).stream()).toList();
  }

  /** The tenants of which another gateway has counted anything. */
  Set<TenantId> tenants() {
    return others.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What all others have counted of a tenant in a window that ends now. */
  Counts in(TenantId tenant, SloWindow window, long now) {
    return others.getOrDefault(tenant, List.of()).stream()
        .map(sheet -> sheet.in(window, now))
        .reduce(Counts.NONE, Counts::plus);
  }
}
