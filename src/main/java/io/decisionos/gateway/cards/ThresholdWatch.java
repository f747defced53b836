package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which labels of which tenants were counted more often within the last hour than their thresholds.
 * Tenants are looked at in turn: those with new events, and those over a threshold. Confined to one
 * thread; time is an argument.
 */
final class ThresholdWatch {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String ALERT = "ReasonThreshold";

  private final Set<TenantId> waiting = new LinkedHashSet<>();
  private final Map<TenantId, List<Condition>> holding = new HashMap<>();
  private final Set<TenantId> unseen = new LinkedHashSet<>();

  /** Begins with tenants of whom nothing is known yet; nothing is told before all were seen. */
  void begin(TenantBook book) {
    unseen.addAll(book.ids());
    waiting.addAll(unseen);
  }

  /** A tenant's counts have changed. */
  void counted(TenantId tenant) {
    waiting.add(tenant);
  }

  /** Forgets who is no tenant any more. */
  void retain(TenantBook book) {
    waiting.removeIf(id -> !book.knows(id));
    unseen.removeIf(id -> !book.knows(id));
    holding.keySet().removeIf(id -> !book.knows(id));
  }

  /** Who is looked at next, at most so many; whoever is over a threshold comes again. */
  List<TenantId> next(int most) {
    List<TenantId> next = waiting.stream().limit(most).toList();
    next.forEach(waiting::remove);
    waiting.addAll(holding.keySet());
    return next;
  }

  /** Takes in what was counted of a tenant. */
  void seen(TenantId tenant, ReasonCounts counts, ReasonCatalog catalog, Instant now) {
    var byLabel = new HashMap<String, Long>();
    counts
        .between(now.minus(WINDOW), now)
        .forEach(
            (reason, count) -> {
              if (catalog.knows(reason)) {
                byLabel.merge(catalog.name(reason), count, Long::sum);
              }
            });
    var over = new ArrayList<Condition>();
    for (ReasonCatalog.Label label : catalog.labels()) {
      long count = byLabel.getOrDefault(label.name(), 0L);
      level(label.thresholds().state(count))
          .ifPresent(level -> over.add(condition(tenant, label, level, count)));
    }
    unseen.remove(tenant);
    if (over.isEmpty()) {
      holding.remove(tenant);
    } else {
      holding.put(tenant, over);
      waiting.add(tenant);
    }
  }

  private static Optional<Notice.Level> level(String state) {
    return switch (state) {
      case "crit" -> Optional.of(Notice.Level.ERROR);
      case "warn" -> Optional.of(Notice.Level.WARN);
      default -> Optional.empty();
    };
  }

  private static Condition condition(
      TenantId tenant, ReasonCatalog.Label label, Notice.Level level, long count) {
    long threshold =
        level == Notice.Level.ERROR ? label.thresholds().crit() : label.thresholds().warn();
    return new Condition(
        Map.of("tenant", tenant.value(), "reason", label.name()),
        level,
        count,
        "%s was counted %d times within an hour; the threshold is %d: %s"
            .formatted(label.name(), count, threshold, label.look().description()));
  }

  /** All that holds now; nothing until every tenant was looked at once. */
  Optional<Conditions> conditions() {
    return unseen.isEmpty()
        ? Optional.of(
            new Conditions(ALERT, holding.values().stream().flatMap(List::stream).toList()))
        : Optional.empty();
  }
}
