package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.ArchiveCalls.Job;
import io.decisionos.gateway.evidence.ArchiveUpkeep.Step;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Has the archive keep files longer whose tenant's policy now says so, some at a time. Confined to
 * the evidence verticle.
 */
final class ArchiveRetention {
  private static final int STEP = 64;

  private final EvidenceIndex index;
  private final EvidenceRecorder recorder;
  private final ArchiveTerms terms;
  private final ArchiveTold told;
  private final Queue<TenantId> changed = new ArrayDeque<>();
  private Optional<Pass> pass = Optional.empty();

  /** The way through a tenant's files. */
  private static final class Pass {
    final TenantId tenant;
    final long days;
    EvidencePath after = EvidencePath.START;

    Pass(TenantId tenant, long days) {
      this.tenant = tenant;
      this.days = days;
    }
  }

  ArchiveRetention(
      EvidenceIndex index, EvidenceRecorder recorder, ArchiveTerms terms, ArchiveTold told) {
    this.index = index;
    this.recorder = recorder;
    this.terms = terms;
    this.told = told;
  }

  /** The policies may have changed. */
  void policiesChanged() {
    changed.clear();
    terms.tenants().forEach(tenant -> changed.add(tenant.id()));
    pass = Optional.empty();
  }

  /** What has to be done next; empty if there is nothing. */
  Optional<Step> next() {
    while (pass.isEmpty() && !changed.isEmpty()) {
      pass = begin(changed.remove());
    }
    return pass.map(this::step);
  }

  private Optional<Pass> begin(TenantId id) {
    Optional<Tenant> tenant = terms.tenant(id);
    boolean archived =
        recorder.known(id).flatMap(TenantRecorder::book).filter(b -> b.archived() > 0).isPresent();
    if (tenant.isEmpty() || !archived) {
      return Optional.empty();
    }
    long days = terms.days(tenant.get());
    return toldDays(id) == days ? Optional.empty() : Optional.of(new Pass(id, days));
  }

  private long toldDays(TenantId id) {
    return told.memory().days().getOrDefault(id, -1L);
  }

  private Step step(Pass now) {
    List<EvidenceEntry> page = index.page(now.tenant, ArchiveQueue.LOCKED, now.after, STEP);
    boolean shorter = toldDays(now.tenant) > now.days;
    if (page.isEmpty() || shorter) {
      return new Step(
          List.of(),
          () ->
              told.remember(told.memory().with(now.tenant, now.days))
                  .onSuccess(saved -> pass = Optional.empty()));
    }
    return new Step(
        jobs(now, page),
        () -> {
          now.after = page.get(page.size() - 1).path();
          return Future.succeededFuture();
        });
  }

  private List<Job> jobs(Pass now, List<EvidenceEntry> page) {
    var jobs = new ArrayList<Job>();
    for (EvidenceEntry entry : page) {
      Optional<Instant> until =
          recorder.archivedAt(entry).flatMap(at -> terms.until(now.tenant, entry));
      String key = terms.key(now.tenant, entry);
      until.ifPresent(at -> jobs.add(told.telling(archive -> archive.retain(key, at))));
    }
    return jobs;
  }
}
