package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The locked files that may have to be archived, a line for each tenant: those that were heard of,
 * and behind them all that the index has, found page by page, so that what waits takes no memory.
 * Confined to the evidence verticle.
 */
final class ArchiveQueue {
  static final EvidenceFilter LOCKED =
      new EvidenceFilter(Optional.of(Tier.LOCKED), Optional.of(false));

  /** So many are remembered of a tenant; of more the index is asked. */
  private static final int MOST_HEARD = 1000;

  private static final int PAGE = 256;

  /** So many a tenant has in its turn. */
  private static final int TURN = 8;

  private final EvidenceIndex index;
  private final Map<TenantId, Line> lines = new LinkedHashMap<>();

  /** The files of one tenant, and behind which path the index was not looked through. */
  private static final class Line {
    final Set<EvidencePath> heard = new LinkedHashSet<>();
    Optional<EvidencePath> after = Optional.empty();

    EvidencePath next() {
      Iterator<EvidencePath> first = heard.iterator();
      EvidencePath path = first.next();
      first.remove();
      return path;
    }
  }

  ArchiveQueue(EvidenceIndex index) {
    this.index = index;
  }

  /** Heard of a locked file of a tenant. */
  void add(TenantId tenant, EvidencePath path) {
    Line line = lines.computeIfAbsent(tenant, t -> new Line());
    if (line.heard.size() < MOST_HEARD) {
      line.heard.add(path);
    } else {
      line.after = Optional.of(EvidencePath.START);
    }
  }

  /** All files of a tenant have to be looked through. */
  void lookThrough(TenantId tenant) {
    lines.computeIfAbsent(tenant, t -> new Line()).after = Optional.of(EvidencePath.START);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * The next few, some of each tenant in turn, and as much of the index is looked through as has
   * files for two turns.
   *
   * @param wanted which files are meant at all
   */
  List<EvidenceEntry> take(int most, Predicate<EvidenceEntry> wanted) {
    var taken = new ArrayList<EvidenceEntry>();
    var seen = new HashSet<EvidencePath>();
    Predicate<EvidenceEntry> fresh = entry -> wanted.test(entry) && seen.add(entry.path());
    for (int turns = 0; turns < most && taken.size() < most && !lines.isEmpty(); turns++) {
      TenantId tenant = lines.keySet().iterator().next();
      Line line = lines.remove(tenant);
      turn(tenant, line, Math.min(TURN, most - taken.size()), fresh, taken);
      if (!line.heard.isEmpty() || line.after.isPresent()) {
        // Behind everybody who waits now.
        lines.put(tenant, line);
      }
    }
    return taken;
  }

  private void turn(
      TenantId tenant,
      Line line,
      int most,
      Predicate<EvidenceEntry> fresh,
      List<EvidenceEntry> taken) {
    if (line.heard.isEmpty() && line.after.isPresent()) {
      List<EvidenceEntry> page = index.page(tenant, LOCKED, line.after.get(), PAGE);
      page.forEach(entry -> line.heard.add(entry.path()));
      line.after =
          page.size() < PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1).path());
    }
    int end = taken.size() + most;
    while (taken.size() < end && !line.heard.isEmpty()) {
      index.known().get(line.next()).filter(fresh).ifPresent(taken::add);
    }
  }
}
