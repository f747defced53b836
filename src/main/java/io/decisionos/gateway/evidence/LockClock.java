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
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
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

  /** So many documents are locked before those are looked for anew that are due. */
  private static final int ROUND = 500;

  private final EvidenceIndex index;
  private final EvidenceWriter writer;
  private final Clock clock;
  private final Map<EvidencePath, String> refused = new HashMap<>();
  private PolicyDefaults policy = PolicyDefaults.BUILT_IN;
  private TenantBook book = TenantBook.EMPTY;
  private boolean running;

  LockClock(EvidenceIndex index, EvidenceWriter writer, Clock clock) {
    this.index = index;
    this.writer = writer;
    this.clock = clock;
  }

  void policy(PolicyDefaults next) {
    policy = next;
  }

  void tenants(TenantBook next) {
    book = next;
  }

  /** Locks what is due, one document after the other; a round that still runs is let finish. */
  void step() {
    if (running) {
      return;
    }
    running = true;
    Queue<Due> due = due(clock.instant());
    refused.keySet().removeIf(path -> index.known().get(path).isEmpty());
    int asked = due.size();
    int failing = refused.size();
    next(due)
        .onComplete(
            over -> {
              running = false;
              // As long as it gets on there is more to do right now.
              if (asked == ROUND && refused.size() == failing) {
                step();
              }
            },
            cause -> {
              running = false;
              LOG.error("locking by policy failed", cause);
            });
  }

  private record Due(TenantId tenant, EvidencePath path) {}

  private Queue<Due> due(Instant now) {
    var due = new ArrayDeque<Due>();
    for (Tenant tenant : book.tenants()) {
      policy.of(tenant).lockAfter().ifPresent(age -> add(due, tenant.id(), now.minus(age)));
    }
    return due;
  }

  private void add(Queue<Due> due, TenantId tenant, Instant before) {
    for (EvidenceEntry entry : index.all(tenant, IN_PROGRESS)) {
      if (due.size() < ROUND && !entry.modifiedAt().isAfter(before)) {
        due.add(new Due(tenant, entry.path()));
      }
    }
  }

  private Future<Void> next(Queue<Due> due) {
    Due first = due.poll();
    if (first == null) {
      return Future.succeededFuture();
    }
    return writer
        .lock(first.tenant(), first.path())
        .transform(
            locked -> {
              tell(first.path(), Optional.ofNullable(locked.cause()));
              return next(due);
            });
  }

  /** Says once why a document is not locked; it is tried again all the same. */
  private void tell(EvidencePath path, Optional<Throwable> cause) {
    String why = cause.map(Throwable::getMessage).orElse("");
    if (cause.isEmpty()) {
      refused.remove(path);
    } else if (!why.equals(refused.put(path, why))) {
      LOG.warn("evidence is due and not locked path={} cause={}", path, why);
    }
  }
}
