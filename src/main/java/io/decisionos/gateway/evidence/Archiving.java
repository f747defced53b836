package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.archive.ArchiveMemory;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.archive.s3.S3Archive;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * All that a gateway with an archive has more than one without. Confined to the evidence verticle.
 */
final class Archiving {
  private static final String FILE = "evidence-archive.json";
  private static final long STEP_MS = 500;
  private static final long TELL_MS = 5_000;
  private static final long LONGEST_CALL_MINUTES = 5;

  private final EvidenceIndex index;
  private final EvidenceRecorder recorder;
  private final ArchiveTerms terms;
  private final ArchiveUpkeep upkeep;
  private final ArchiveStanding standing;
  private final Archivist archivist;
  private final EvidenceMeters meters;
  private final WorkerExecutor threads;

  /** Where files are archived, and what measures it. */
  record Order(ArchiveSettings settings, EvidenceMeters meters) {}

  /**
   * Takes up what the archive was told; it is not asked before {@link #start}.
   *
   * @throws IOException if that cannot be read
   */
  Archiving(Premises at, EvidenceRecorder recorder, Supplier<Holds> holds, Order order)
      throws IOException {
    ArchiveSettings settings = order.settings();
    this.index = at.index();
    this.recorder = recorder;
    this.meters = order.meters();
    this.threads =
        at.vertx()
            .createSharedWorkerExecutor(
                "evidence-archive", ArchiveCalls.THREADS, LONGEST_CALL_MINUTES, TimeUnit.MINUTES);
    Path file = at.data().resolve(FILE);
    this.terms = new ArchiveTerms(settings, recorder, holds, at.clock());
    this.upkeep =
        new ArchiveUpkeep(
            index,
            recorder,
            terms,
            new ArchiveTold(ArchiveMemory.read(file), memory -> save(memory, file)));
    this.standing =
        new ArchiveStanding(at.bus(), settings, this::pending, upkeep::refused, at.clock());
    var desk =
        new Archivist.Desk(new ArchiveQueue(index), terms, upkeep, standing, meters::archived);
    var calls = new ArchiveCalls(threads, () -> S3Archive.open(settings));
    this.archivist = new Archivist(at.files(), recorder, desk, calls, at.clock());
  }

  private Future<Void> save(ArchiveMemory memory, Path file) {
    return threads.executeBlocking(
        () -> {
          memory.write(file);
          return null;
        },
        false);
  }

  /** Archives from now on. */
  void start(Vertx vertx) {
    vertx.setPeriodic(STEP_MS, id -> archivist.step());
    vertx.setPeriodic(
        TELL_MS,
        id -> {
          meters.unarchived(pending());
          standing.announce();
        });
  }

  private long pending() {
    return index.owners().stream().mapToLong(this::pending).sum();
  }

  private long pending(TenantId tenant) {
    long archived =
        recorder.known(tenant).flatMap(TenantRecorder::book).map(Book::archived).orElse(0L);
    return Math.max(0, index.tally(tenant, ArchiveQueue.LOCKED).count() - archived);
  }

  void policy(PolicyDefaults next) {
    terms.policy(next);
    upkeep.policiesChanged();
  }

  void tenants(TenantBook next) {
    terms.tenants(next);
    upkeep.policiesChanged();
  }

  /** Hears of files that may have been locked. */
  void found(Changes changes) {
    archivist.found(changes);
  }

  /** The answer to "are you ready?". */
  Check check(Check others) {
    return standing.check(others);
  }

  /** Its threads end with the verticle. */
  void close() {
    archivist.close();
  }
}
