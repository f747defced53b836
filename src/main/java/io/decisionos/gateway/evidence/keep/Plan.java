package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What would be let go of at a moment, and how many files are kept for which reason. Immutable.
 *
 * @param at the moment that was looked at
 */
public record Plan(Instant at, List<Deletion> delete, Map<Verdict, Long> kept) {
  public Plan {
    delete = List.copyOf(delete);
    kept = Map.copyOf(kept);
  }

  /** A file that would go. */
  public record Deletion(TenantId tenant, EvidenceEntry entry, Duration age) {
    /** The value of the policy that lets it go. */
    public String rule() {
      return entry.tier() == Tier.LOCKED ? "locked_days" : "wip_days";
    }

    public long bytes() {
      return entry.print().size();
    }
  }

  /**
   * Looks at files as they are at one moment.
   *
   * @param only the tenant that is planned for; empty for all
   */
  public static Plan of(
      Collection<EvidenceEntry> files, Standing standing, Instant at, Optional<TenantId> only) {
    var owned = new TreeMap<TenantId, List<EvidenceEntry>>();
    var kept = new EnumMap<Verdict, Long>(Verdict.class);
    for (EvidenceEntry entry : files) {
      Optional<TenantId> owner = entry.owner();
      if (owner.isPresent() && only.map(owner.get()::equals).orElse(true)) {
        owned.computeIfAbsent(owner.get(), tenant -> new ArrayList<>()).add(entry);
      } else if (owner.isEmpty() && only.isEmpty()) {
        kept.merge(Verdict.UNKNOWN, 1L, Long::sum);
      }
    }
    var delete = new ArrayList<Deletion>();
    owned.forEach(
        (tenant, own) ->
            standing
                .rules(tenant, own)
                .ifPresentOrElse(
                    rules -> {
                      for (EvidenceEntry entry : own) {
                        Filed file = standing.filed(tenant, entry);
                        Verdict verdict = rules.judge(file, at);
                        if (verdict == Verdict.DELETE) {
                          delete.add(new Deletion(tenant, entry, file.age(at)));
                        } else {
                          kept.merge(verdict, 1L, Long::sum);
                        }
                      }
                    },
                    () -> kept.merge(Verdict.UNKNOWN, (long) own.size(), Long::sum)));
    return new Plan(at, delete, kept);
  }

  /** What would be freed. */
  public long bytes() {
    return delete.stream().mapToLong(Deletion::bytes).sum();
  }
}
