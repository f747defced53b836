package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.ArchiveCalls.Job;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.keep.Holds.Held;
import io.decisionos.gateway.evidence.log.Trace;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the archive has to be told of files that it has: that they are held, or are kept for longer.
 * Confined to the evidence verticle.
 */
final class ArchiveUpkeep {
  private final EvidenceIndex index;
  private final EvidenceRecorder recorder;
  private final ArchiveTerms terms;
  private final ArchiveTold told;
  private final ArchiveRetention retention;
  private final Set<Held> heldThere = new HashSet<>();

  /**
   * Some calls, and what follows if all of them were well.
   *
   * @param then empty if nothing has to be remembered
   */
  record Step(List<Job> jobs, Supplier<Future<Void>> then) {}

  ArchiveUpkeep(
      EvidenceIndex index, EvidenceRecorder recorder, ArchiveTerms terms, ArchiveTold told) {
    this.index = index;
    this.recorder = recorder;
    this.terms = terms;
    this.told = told;
    this.retention = new ArchiveRetention(index, recorder, terms, told);
  }

  /** The policies may have changed. */
  void policiesChanged() {
    retention.policiesChanged();
  }

  /** What the archive refused to be told, if it did; it is told again. */
  Optional<String> refused() {
    return told.refused();
  }

  /** Tells everything again that it may not have been told. */
  void again() {
    told.again();
    heldThere.clear();
    policiesChanged();
  }

  /** What has to be done next, before more files are archived; empty if there is nothing. */
  Optional<Step> next() {
    if (!terms.isLocking() || told.refused().isPresent()) {
      return Optional.empty();
    }
    Set<Held> wanted = terms.holds().all().keySet();
    if (!told.memory().held().containsAll(wanted)) {
      // Before the archive hears of a hold: only what is known can be lifted.
      var all = new HashSet<>(told.memory().held());
      all.addAll(wanted);
      return Optional.of(new Step(List.of(), () -> remember(all)));
    }
    return hold(wanted).or(() -> release(wanted)).or(retention::next);
  }

  private Future<Void> remember(Set<Held> held) {
    return told.remember(told.memory().withHeld(held));
  }

  private Optional<Step> hold(Set<Held> wanted) {
    heldThere.retainAll(wanted);
    return wanted.stream()
        .filter(what -> !heldThere.contains(what))
        .findFirst()
        .map(
            what ->
                new Step(
                    jobs(what, true),
                    () -> {
                      heldThere.add(what);
                      return Future.succeededFuture();
                    }));
  }

  private Optional<Step> release(Set<Held> wanted) {
    return told.memory().held().stream()
        .filter(what -> !wanted.contains(what))
        .findFirst()
        .map(
            what ->
                new Step(
                    jobs(what, false),
                    () -> {
                      var rest = new HashSet<>(told.memory().held());
                      rest.remove(what);
                      return remember(rest);
                    }));
  }

  /** The archived files of an id, those included that are not here any more. */
  private List<Job> jobs(Held what, boolean held) {
    var jobs = new ArrayList<Job>();
    recorder
        .of(what.tenant())
        .book()
        .ifPresent(
            book ->
                book.paths(what.id()).stream()
                    .filter(path -> book.at(path).filter(t -> concerns(path, t, held)).isPresent())
                    .flatMap(path -> key(what.tenant(), path).stream())
                    .forEach(key -> jobs.add(told.telling(archive -> archive.hold(key, held)))));
    return jobs;
  }

  /** What is gone was archived before; that it is held there may still have to be lifted. */
  private static boolean concerns(EvidencePath path, Trace trace, boolean held) {
    boolean letGo = trace.isDeleted() && path.tier() == Tier.LOCKED;
    return trace.archivedAt().isPresent() || (letGo && !held);
  }

  /** Of a file right under the root that is gone nobody knows the month any more. */
  private Optional<String> key(TenantId tenant, EvidencePath path) {
    return index
        .known()
        .get(path)
        .map(entry -> terms.key(tenant, entry))
        .or(() -> EvidencePath.lockedInPartition(path.text()).map(terms::key));
  }
}
