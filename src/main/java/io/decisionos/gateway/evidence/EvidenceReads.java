package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.evidence.EvidenceChannels.Document;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.EvidenceChannels.PerfAnswer;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.EvidenceView;
import io.decisionos.gateway.evidence.index.Tally;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;

/** Answers from the index, and with documents. Confined to the evidence verticle. */
final class EvidenceReads {
  /** So many threads read documents. */
  static final int READERS = 2;

  private final EvidenceIndex index;
  private final EvidenceFiles files;
  private final EvidenceCursor cursors;
  private final LogViews logs;
  private final WorkerExecutor readers;
  private final Turns turns = new Turns(READERS);

  EvidenceReads(
      EvidenceIndex index,
      EvidenceFiles files,
      EvidenceCursor cursors,
      LogViews logs,
      WorkerExecutor readers) {
    this.index = index;
    this.files = files;
    this.cursors = cursors;
    this.logs = logs;
    this.readers = readers;
  }

  Future<Void> answer(Bus bus) {
    return bus.answer(EvidenceChannels.LIST, this::list)
        .compose(v -> bus.answer(EvidenceChannels.SUMMARY, this::summary))
        .compose(v -> bus.answer(EvidenceChannels.DOCUMENT, this::document))
        .compose(v -> bus.answer(EvidenceChannels.PERF, this::perf));
  }

  private Future<Finished> list(EvidenceChannels.Listing query) {
    EvidencePath after =
        query.cursor().map(cursor -> redeem(query, cursor)).orElse(EvidencePath.START);
    EvidenceView view =
        query
            .tenant()
            .map(tenant -> index.view(tenant, query.filter(), after, query.limit()))
            .orElseGet(() -> index.viewOfAll(query.filter(), after, query.limit()));
    Optional<String> next =
        view.page().next().map(path -> cursors.issue(query.tenant(), query.filter(), path));
    return Future.succeededFuture(Finished.of(EvidenceJson.of(view, next, logs)));
  }

  private EvidencePath redeem(EvidenceChannels.Listing query, String cursor) {
    return cursors
        .redeem(query.tenant(), query.filter(), cursor)
        .orElseThrow(EvidenceReads::forged);
  }

  private static ProblemException forged() {
    return Problem.of(
            ProblemType.REQUEST_INVALID,
            "Take cursor from the next_cursor of an answer to the same tenant and filter.")
        .asException();
  }

  private Future<Finished> summary(EvidenceChannels.Summary query) {
    Tally tally = index.tally(query.tenant(), EvidenceFilter.ALL);
    byte[] json = EvidenceJson.summaryOf(query.tenant(), tally);
    return Future.succeededFuture(Finished.of(json));
  }

  private Future<Document> document(EvidenceChannels.DocumentQuery query) {
    EvidenceEntry entry = index.find(query.tenant(), query.id()).orElseThrow(NotThere::unknown);
    return turns
        .take(
            query.tenant(),
            () -> readers.executeBlocking(() -> files.original(entry.path()), false))
        .map(
            found ->
                found
                    .filter(original -> original.isOwnedBy(query.tenant()))
                    .map(original -> Document.of(original, logs.mayBe(original.entry())))
                    .orElseThrow(NotThere::unknown));
  }

  private Future<PerfAnswer> perf(EvidenceChannels.PerfQuery query) {
    Optional<EvidenceEntry> newest = index.performing(query.tenant());
    if (newest.isEmpty()) {
      return Future.succeededFuture(new PerfAnswer(Optional.empty()));
    }
    return turns.take(
        query.tenant(),
        () -> readers.executeBlocking(() -> perf(newest.get().path(), query.tenant()), false));
  }

  private PerfAnswer perf(EvidencePath path, TenantId tenant) {
    return new PerfAnswer(
        files
            .original(path)
            .filter(now -> now.isOwnedBy(tenant) && !now.entry().tampered())
            .filter(now -> logs.mayBe(now.entry()))
            .flatMap(PerfBlock::of));
  }
}
