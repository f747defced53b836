package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.ArchiveCalls.Job;
import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import io.decisionos.gateway.evidence.archive.ArchiveMemory;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.keep.Holds.Held;
import io.decisionos.gateway.evidence.log.Trace;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the archive has to be told of files that it has: that they are held, or are kept for longer.
 * Confined to the evidence verticle.
 */
final class ArchiveUpkeep {
  private static final int STEP = 64;

  private final EvidenceIndex index;
  private final EvidenceRecorder recorder;
  private final ArchiveTerms terms;
  private final Saver saver;
  private final Queue<TenantId> changed = new ArrayDeque<>();
  private final Set<Held> told = new HashSet<>();
  private ArchiveMemory memory;
  private Optional<Pass> pass = Optional.empty();
  private Optional<String> refused = Optional.empty();

  /** Has on the disk what the archive was told. */
  interface Saver {
    Future<Void> save(ArchiveMemory memory);
  }

  /** A tenant's files on the way through which the archive is told to keep them longer. */
  private static final class Pass {
    final TenantId tenant;
    final long days;
    EvidencePath after = EvidencePath.START;

    Pass(TenantId tenant, long days) {
      this.tenant = tenant;
      this.days = days;
    }
  }

  /**
   * Some calls, and what follows if all of them were well.
   *
   * @param then empty if nothing has to be remembered
   */
  record Step(List<Job> jobs, Supplier<Future<Void>> then) {}

  ArchiveUpkeep(
      EvidenceIndex index,
      EvidenceRecorder recorder,
      ArchiveTerms terms,
      ArchiveMemory memory,
      Saver saver) {
    this.index = index;
    this.recorder = recorder;
    this.terms = terms;
    this.memory = memory;
    this.saver = saver;
  }

  /** The policies may have changed. */
  void policiesChanged() {
    changed.clear();
    terms.tenants().forEach(tenant -> changed.add(tenant.id()));
    pass = Optional.empty();
  }

  /** What the archive refused to be told, if it did; it is told again. */
  Optional<String> refused() {
    return refused;
  }

  /** Tells everything again that it may not have been told. */
  void again() {
    refused = Optional.empty();
    told.clear();
    policiesChanged();
  }

  /** What has to be done next, before more files are archived; empty if there is nothing. */
  Optional<Step> next() {
    if (!terms.isLocking() || refused.isPresent()) {
      return Optional.empty();
    }
    Set<Held> wanted = terms.holds().all().keySet();
    if (!memory.held().containsAll(wanted)) {
      // Before the archive hears of a hold: only what is known can be lifted.
      var all = new HashSet<>(memory.held());
      all.addAll(wanted);
      return Optional.of(new Step(List.of(), () -> remember(memory.withHeld(all))));
    }
    return hold(wanted).or(() -> release(wanted)).or(this::retain);
  }

  private Future<Void> remember(ArchiveMemory next) {
    return saver
        .save(next)
        .map(
            saved -> {
              memory = next;
              return null;
            });
  }

  private Optional<Step> hold(Set<Held> wanted) {
    told.retainAll(wanted);
    return wanted.stream()
        .filter(what -> !told.contains(what))
        .findFirst()
        .map(
            what ->
                new Step(
                    jobs(what, true),
                    () -> {
                      told.add(what);
                      return Future.succeededFuture();
                    }));
  }

  private Optional<Step> release(Set<Held> wanted) {
    return memory.held().stream()
        .filter(what -> !wanted.contains(what))
        .findFirst()
        .map(
            what ->
                new Step(
                    jobs(what, false),
                    () -> {
                      var rest = new HashSet<>(memory.held());
                      rest.remove(what);
                      return remember(memory.withHeld(rest));
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
                    .forEach(key -> jobs.add(new Telling(archive -> archive.hold(key, held)))));
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

  private Optional<Step> retain() {
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
    return memory.days().getOrDefault(id, -1L) == days
        ? Optional.empty()
        : Optional.of(new Pass(id, days));
  }

  private Step step(Pass now) {
    List<EvidenceEntry> page = index.page(now.tenant, ArchiveQueue.LOCKED, now.after, STEP);
    boolean shorter = memory.days().getOrDefault(now.tenant, -1L) > now.days;
    if (page.isEmpty() || shorter) {
      return new Step(
          List.of(),
          () ->
              remember(memory.with(now.tenant, now.days))
                  .onSuccess(saved -> pass = Optional.empty()));
    }
    var jobs = new ArrayList<Job>();
    for (EvidenceEntry entry : page) {
      Optional<Instant> until =
          recorder.archivedAt(entry).flatMap(at -> terms.until(now.tenant, entry));
      String key = terms.key(now.tenant, entry);
      until.ifPresent(at -> jobs.add(new Telling(archive -> archive.retain(key, at))));
    }
    return new Step(
        jobs,
        () -> {
          now.after = page.get(page.size() - 1).path();
          return Future.succeededFuture();
        });
  }

  private interface Call {
    void ask(Archive archive) throws ArchiveException;
  }

  /** One thing that the archive is told. */
  private final class Telling implements Job {
    private final Call call;

    Telling(Call call) {
      this.call = call;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public Runnable ask(Archive archive) throws ArchiveException {
      call.ask(archive);
      return () -> {};
    }

    @Override
    public void refused(String why) {
      refused = Optional.of(why);
    }
  }
}
