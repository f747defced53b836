package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.evidence.EvidenceChannels.Intake;
import io.decisionos.gateway.evidence.EvidenceChannels.LockOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.Taken;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.evidence.store.OtherBytesException;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Hands in and locks documents: decides by the index, has the disk changed, and tells the index
 * before it answers. One change is under way at a time, so that what was decided still holds when
 * it is done. Confined to the evidence verticle.
 */
final class EvidenceWriter {
  private static final int JUDGES = 2;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final EvidenceIndex index;
  private final OwnDeeds deeds;
  private final EvidenceStore store;
  private final WorkerExecutor threads;
  private final Clock clock;
  private final WriteTrouble trouble;
  private final Turns judging = new Turns(JUDGES);
  private final Turns changing = new Turns(1);

  /**
   * @param deeds has what was done applied to the index and logged
   * @param threads at least three, where the work is done
   */
  EvidenceWriter(
      EvidenceIndex index,
      OwnDeeds deeds,
      EvidenceStore store,
      WorkerExecutor threads,
      Clock clock) {
    this.index = index;
    this.deeds = deeds;
    this.store = store;
    this.threads = threads;
    this.clock = clock;
    this.trouble = new WriteTrouble(store, threads);
  }

  WriteTrouble trouble() {
    return trouble;
  }

  /** Hands a document in; completes when it is on the disk and in the index. */
  Future<Taken> take(Intake intake, Deadline deadline) {
    TenantId tenant = intake.tenant();
    byte[] bytes = intake.document().getBytes();
    return judging
        .take(tenant, deadline, () -> work(() -> Document.of(bytes, tenant)))
        .compose(document -> changing.take(tenant, deadline, () -> put(intake, document)));
  }

  private Future<Taken> put(Intake intake, Document document) {
    String id = intake.id().orElseGet(document::ownId);
    Optional<EvidenceEntry> there = index.find(intake.tenant(), id);
    if (there.isEmpty()) {
      return create(intake, document, id);
    }
    EvidenceEntry before = there.get();
    if (before.sha256().equals(Optional.of(document.sha256()))) {
      return Future.succeededFuture(Taken.of(before, false));
    }
    return replace(intake, document, before);
  }

  private Future<Taken> create(Intake intake, Document document, String id) {
    if (!intake.ifMatch().isAbsent()) {
      throw IntakeProblems.missing();
    }
    requireSpace(intake, document, 0);
    String month = MONTH.format(clock.instant());
    EvidencePath path = EvidencePath.inPartition(intake.tenant().value(), month, id);
    return change(path, () -> create(path, document))
        .map(made -> noted(made.entry(), Changes.found(List.of(made.entry())), made.isNew()));
  }

  /** A document at its place, and whether it was put there just now. */
  private record Made(EvidenceEntry entry, boolean isNew) {}

  /** The same bytes may have come by another gateway, and the index may not know of it yet. */
  private Made create(EvidencePath path, Document document) throws IOException {
    try {
      return new Made(store.create(path, document.bytes()), true);
    } catch (FileAlreadyExistsException e) {
      return store
          .current(path)
          .filter(entry -> entry.sha256().equals(Optional.of(document.sha256())))
          .map(entry -> new Made(entry, false))
          .orElseThrow(() -> e);
    }
  }

  private Future<Taken> replace(Intake intake, Document document, EvidenceEntry before) {
    if (before.tier() == Tier.LOCKED) {
      throw IntakeProblems.locked();
    }
    if (intake.ifMatch().isAbsent()) {
      throw IntakeProblems.exists();
    }
    Sha256 sha256 = before.sha256().orElseThrow(IntakeProblems::nomatch);
    if (!intake.ifMatch().matches(sha256)) {
      throw IntakeProblems.nomatch();
    }
    requireSpace(intake, document, before.print().size());
    return change(before.path(), () -> store.replace(before.path(), document.bytes(), sha256))
        .map(entry -> noted(entry, Changes.found(List.of(entry)), false));
  }

  private Taken noted(EvidenceEntry entry, Changes changes, boolean created) {
    deeds.done(changes);
    return Taken.of(entry, created);
  }

  private void requireSpace(Intake intake, Document document, long freed) {
    long wanted = index.bytes(intake.tenant()) - freed + document.bytes().length;
    if (wanted > intake.allowance()) {
      throw IntakeProblems.tenantFull();
    }
  }

  /** Locks a document; completes with its entry, which is the same however often it is asked. */
  Future<EvidenceEntry> lock(LockOrder order, Deadline deadline) {
    TenantId tenant = order.tenant();
    return deeds
        .ready(tenant)
        .compose(v -> changing.take(tenant, deadline, () -> lock(tenant, order.id())));
  }

  /** The index may be a moment behind; what is locked is the file as it is. */
  private Future<EvidenceEntry> lock(TenantId tenant, String id) {
    EvidenceEntry known = index.find(tenant, id).orElseThrow(NotThere::unknown);
    if (known.tier() == Tier.LOCKED) {
      return lock(tenant, known);
    }
    return work(() -> store.current(known.path()))
        .compose(
            found -> {
              EvidenceEntry now =
                  found
                      .filter(entry -> entry.owner().equals(Optional.of(tenant)))
                      .orElseThrow(NotThere::unknown);
              if (!now.sha256().equals(known.sha256())) {
                deeds.done(Changes.found(List.of(now)));
              }
              return lock(tenant, now);
            });
  }

  /** Locks a document that the policy wants locked, whenever it is its tenant's turn. */
  Future<EvidenceEntry> lock(TenantId tenant, EvidencePath path) {
    return deeds
        .ready(tenant)
        .compose(
            v ->
                changing.take(
                    tenant,
                    () -> lock(tenant, index.known().get(path).orElseThrow(NotThere::unknown))));
  }

  private Future<EvidenceEntry> lock(TenantId tenant, EvidenceEntry before) {
    if (before.tampered()) {
      throw IntakeProblems.tampered();
    }
    if (before.tier() == Tier.LOCKED) {
      return Future.succeededFuture(before);
    }
    Sha256 sha256 = before.sha256().orElseThrow(IntakeProblems::tampered);
    deeds.about(tenant, before.path());
    return change(before.path(), () -> store.lock(before.path(), sha256))
        .map(
            entry -> {
              deeds.done(new Changes(List.of(entry), List.of(before.path()), List.of()));
              return entry;
            });
  }

  /** Does work while nothing else is changed; begun when it is the party's turn. */
  <T> Future<T> alone(Object party, Supplier<Future<T>> work) {
    return changing.take(party, work);
  }

  /** Has the index know what was done. */
  void tell(Changes changes) {
    deeds.done(changes);
  }

  EvidenceStore store() {
    return store;
  }

  private <T> Future<T> change(EvidencePath path, Callable<T> work) {
    return trouble.hear(path, threads.executeBlocking(work, false)).recover(EvidenceWriter::worded);
  }

  /** Does work on a thread that may wait for the disk, and words what it failed on. */
  <T> Future<T> work(Callable<T> work) {
    return threads.executeBlocking(work, false).recover(EvidenceWriter::worded);
  }

  private static <T> Future<T> worded(Throwable cause) {
    if (cause instanceof ProblemException) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof OtherBytesException) {
      return Future.failedFuture(IntakeProblems.nomatch());
    }
    if (cause instanceof FileAlreadyExistsException) {
      return Future.failedFuture(IntakeProblems.taken());
    }
    return Future.failedFuture(
        cause instanceof IOException failed ? DiskFault.problem(failed).asException() : cause);
  }
}
