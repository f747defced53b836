package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.ArchiveCalls.Job;
import io.decisionos.gateway.evidence.ArchiveCalls.Round;
import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import io.decisionos.gateway.evidence.archive.Deposit;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.Original;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has every locked file archived, each once, and the archive told of holds and policies. An archive
 * that is away is asked again later and holds up nothing else. Confined to the evidence verticle.
 */
final class Archivist {
  private static final int BATCH = 64;

  /** After this time everything is tried again that was refused. */
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final EvidenceFiles files;
  private final EvidenceRecorder recorder;
  private final ArchiveQueue queue;
  private final ArchiveTerms terms;
  private final ArchiveUpkeep upkeep;
  private final ArchiveCalls calls;
  private final ArchiveStanding standing;
  private final Runnable archived;
  private final Clock clock;
  private boolean begun;
  private boolean working;
  private boolean over;
  private final Retry retry = new Retry(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private Instant againAt = Instant.MAX;

  /**
   * What it works with.
   *
   * @param archived hears of each file that was archived
   */
  record Desk(
      ArchiveQueue queue,
      ArchiveTerms terms,
      ArchiveUpkeep upkeep,
      ArchiveStanding standing,
      Runnable archived) {}

  Archivist(
      EvidenceFiles files, EvidenceRecorder recorder, Desk desk, ArchiveCalls calls, Clock clock) {
    this.files = files;
    this.recorder = recorder;
    this.queue = desk.queue();
    this.terms = desk.terms();
    this.upkeep = desk.upkeep();
    this.standing = desk.standing();
    this.archived = desk.archived();
    this.calls = calls;
    this.clock = clock;
  }

  /** Hears of files that may have been locked. */
  void found(Changes changes) {
    for (EvidenceEntry entry : changes.found()) {
      if (isMeant(entry)) {
        queue.add(entry.owner().orElseThrow(), entry.path());
      }
    }
    changes.gone().forEach(standing::forget);
  }

  private static boolean isMeant(EvidenceEntry entry) {
    return entry.tier() == Tier.LOCKED && !entry.tampered() && entry.owner().isPresent();
  }

  private boolean isWanted(EvidenceEntry entry) {
    return isMeant(entry)
        && recorder.archivedAt(entry).isEmpty()
        && !standing.isRefused(entry.path())
        && recorder.of(entry.owner().orElseThrow()).book().isPresent();
  }

  /** Does what is due; a round that still runs is let finish. */
  void step() {
    Instant now = clock.instant();
    if (over || working || !recorder.isScanned() || retry.isWaiting(now)) {
      return;
    }
    if (!begun || !now.isBefore(againAt)) {
      begun = true;
      againAt = now.plus(AGAIN);
      standing.retry();
      upkeep.again();
      recorder.all().forEach(log -> queue.lookThrough(log.tenant()));
    }
    working = true;
    round()
        .onComplete(
            more -> {
              working = false;
              if (more) {
                step();
              }
            },
            cause -> {
              working = false;
              away(cause.getMessage());
            });
  }

  /** Asks for the next few things; whether there may be more to do right now. */
  private Future<Boolean> round() {
    Optional<ArchiveUpkeep.Step> step = upkeep.next();
    if (step.isPresent()) {
      return calls
          .all(step.get().jobs())
          .compose(
              round ->
                  round.away().isEmpty() && round.refused() == 0
                      ? step.get().then().get().map(v -> judged(round))
                      : Future.succeededFuture(judged(round)));
    }
    List<EvidenceEntry> batch = queue.take(BATCH, this::isWanted);
    if (batch.isEmpty()) {
      boolean more = !queue.isEmpty();
      return Future.succeededFuture(more);
    }
    return calls.all(batch.stream().map(Putting::new).toList()).map(round -> judged(round, batch));
  }

  private boolean judged(Round round, List<EvidenceEntry> batch) {
    if (round.away().isPresent()) {
      batch.forEach(entry -> queue.add(entry.owner().orElseThrow(), entry.path()));
    }
    return judged(round);
  }

  private boolean judged(Round round) {
    if (round.away().isPresent()) {
      away(round.away().get());
      return false;
    }
    if (round.done() == 0 && round.refused() > 0) {
      // Who refuses everything is not asked for everything at once.
      retry.failed(clock.instant());
      return false;
    }
    retry.succeeded();
    standing.well();
    return true;
  }

  private void away(String why) {
    standing.away(why, clock.instant());
    retry.failed(clock.instant());
  }

  /** Nothing is asked for any more. */
  void close() {
    over = true;
    calls.close();
  }

  /** A file on its way. */
  private final class Putting implements Job {
    private final EvidenceEntry entry;
    private final TenantId tenant;
    private final String key;
    private final Optional<Instant> until;
    private final boolean held;

    Putting(EvidenceEntry entry) {
      this.entry = entry;
      this.tenant = entry.owner().orElseThrow();
      this.key = terms.key(tenant, entry);
      this.until = terms.until(tenant, entry);
      this.held = terms.isHeld(tenant, entry);
    }

    @Override
    public long bytes() {
      return entry.print().size();
    }

    @Override
    public Runnable ask(Archive archive) throws ArchiveException {
      EvidencePath path = entry.path();
      Optional<Original> original =
          files
              .original(path)
              .filter(now -> now.entry().sha256().equals(entry.sha256()) && isMeant(now.entry()));
      if (original.isEmpty()) {
        // The index will hear of it.
        return () -> standing.forget(path);
      }
      byte[] bytes = original.get().bytes();
      var deposit = new Deposit(key, bytes, entry.sha256().orElseThrow(), until, held);
      return switch (archive.put(deposit)) {
        case ARCHIVED -> this::archived;
        case CONFLICT -> () -> standing.conflict(tenant, path);
      };
    }

    private void archived() {
      standing.forget(entry.path());
      recorder.archived(tenant, entry);
      archived.run();
    }

    @Override
    public void refused(String why) {
      standing.refused(tenant, entry.path(), why);
    }
  }
}
