package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has documents locked that have reached the age at which their tenant's policy wants them locked.
 * Confined to the evidence verticle.
 */
final class LockClock {
  private static final Logger LOG = LoggerFactory.getLogger(LockClock.class);
  private static final EvidenceFilter IN_PROGRESS =
      new EvidenceFilter(Optional.of(Tier.WIP), Optional.of(false));

  /** So many documents of a tenant are locked before those of the next have their turn. */
  private static final int TURN = 200;

  private final EvidenceIndex index;
  private final EvidenceWriter writer;
  private final Clock clock;
  // Why documents were not locked, those first that were tried the longest ago.
  private final Map<TenantId, Map<EvidencePath, String>> refused = new HashMap<>();
  private PolicyDefaults policy = PolicyDefaults.BUILT_IN;
  private TenantBook book = TenantBook.EMPTY;
  // Of many thousands few may have anything locked by itself; the others cost nothing.
  private Optional<Map<TenantId, Duration>> ages = Optional.empty();
  private boolean running;

  LockClock(EvidenceIndex index, EvidenceWriter writer, Clock clock) {
    this.index = index;
    this.writer = writer;
    this.clock = clock;
  }

  void policy(PolicyDefaults next) {
    policy = next;
    ages = Optional.empty();
  }

  void tenants(TenantBook next) {
    book = next;
    ages = Optional.empty();
  }

  /** After which time the documents of each tenant are locked that wants it. */
  private Map<TenantId, Duration> ages() {
    if (ages.isEmpty()) {
      var found = new HashMap<TenantId, Duration>();
      for (Tenant tenant : book.tenants()) {
        policy.of(tenant).lockAfter().ifPresent(age -> found.put(tenant.id(), age));
      }
      ages = Optional.of(found);
    }
    return ages.get();
  }

  /** Locks what is due, one document after the other; what runs already is let finish. */
  void step() {
    if (!running) {
      running = true;
      refused.values().forEach(of -> of.keySet().removeIf(p -> index.known().get(p).isEmpty()));
      refused.values().removeIf(Map::isEmpty);
      go(round(true));
    }
  }

  private void go(Round round) {
    next(round)
        .onComplete(
            over -> {
              if (round.isCut && round.locked > 0) {
                go(round(false));
              } else {
                running = false;
              }
            },
            cause -> {
              running = false;
              LOG.error("locking by policy failed", cause);
            });
  }

  /** A document that is due if it was last changed no later than at a time. */
  private record Due(TenantId tenant, EvidencePath path, Instant before) {
    boolean is(EvidenceEntry now) {
      return !now.modifiedAt().isAfter(before);
    }
  }

  /** A turn of each tenant. */
  private static final class Round {
    final Queue<Due> due = new ArrayDeque<>();
    boolean isCut;
    long locked;
  }

  /**
   * What is due now.
   *
   * @param again whether with some of what was refused before
   */
  private Round round(boolean again) {
    var round = new Round();
    Instant now = clock.instant();
    ages().forEach((tenant, age) -> add(round, tenant, now.minus(age), again));
    return round;
  }

  /** Those that were refused take nobody's place. */
  private void add(Round round, TenantId tenant, Instant before, boolean again) {
    Map<EvidencePath, String> known = refused.getOrDefault(tenant, Map.of());
    if (again) {
      known.keySet().stream()
          .limit(TURN)
          .forEach(path -> round.due.add(new Due(tenant, path, before)));
    }
    int taken = 0;
    for (EvidenceEntry entry : index.all(tenant, IN_PROGRESS)) {
      var due = new Due(tenant, entry.path(), before);
      if (due.is(entry) && !known.containsKey(entry.path())) {
        taken++;
        if (taken <= TURN) {
          round.due.add(due);
        }
      }
    }
    round.isCut |= taken > TURN;
  }

  private Future<Void> next(Round round) {
    // Those that fail at once must not lie on the stack, however many they are.
    for (Due due = round.due.poll(); due != null; due = round.due.poll()) {
      Due first = due;
      // Whoever has replaced it meanwhile has it young again.
      if (index.known().get(first.path()).filter(first::is).isPresent()) {
        Future<EvidenceEntry> locking = writer.lock(first.tenant(), first.path());
        if (!locking.isComplete()) {
          return locking.transform(
              locked -> {
                settle(round, first, locked);
                return next(round);
              });
        }
        settle(round, first, locking);
      }
    }
    return Future.succeededFuture();
  }

  private void settle(Round round, Due document, AsyncResult<EvidenceEntry> locked) {
    if (locked.succeeded()) {
      round.locked++;
      locked(document);
    } else {
      refused(document, String.valueOf(locked.cause().getMessage()));
    }
  }

  /** What one is not refused any more may not hold up the tenant's others either. */
  private void locked(Due document) {
    Map<EvidencePath, String> known = refused.getOrDefault(document.tenant(), Map.of());
    if (known.containsKey(document.path())) {
      refused.remove(document.tenant());
    }
  }

  /** Says once why a document is not locked; it is tried again all the same. */
  private void refused(Due document, String why) {
    Map<EvidencePath, String> known =
        refused.computeIfAbsent(document.tenant(), tenant -> new LinkedHashMap<>());
    if (!why.equals(known.remove(document.path()))) {
      LOG.warn("evidence is due and not locked path={} cause={}", document.path(), why);
    }
    known.put(document.path(), why);
  }
}
