package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.evidence.LogChannels.CheckpointQuery;
import io.decisionos.gateway.evidence.LogChannels.LogFile;
import io.decisionos.gateway.evidence.LogChannels.LossNoted;
import io.decisionos.gateway.evidence.LogChannels.LossSeen;
import io.decisionos.gateway.evidence.LogChannels.Proof;
import io.decisionos.gateway.evidence.LogChannels.ProofQuery;
import io.decisionos.gateway.evidence.LogChannels.TileQuery;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.evidence.log.Trace;
import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Answers from the logs. Confined to the evidence verticle. */
final class LogDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long LOOK_EVERY_MS = 50;
  private static final int READERS = 2;

  private final EvidenceIndex index;
  private final LogViews logs;
  private final LogWork work;
  private final WorkerExecutor readers;
  private final Vertx vertx;
  private final Function<TenantId, Future<Void>> acknowledge;
  private final Turns turns = new Turns(READERS);

  /**
   * @param acknowledge has on the disk that an operator knows what a tenant lost
   */
  LogDesk(Premises at, LogViews logs, LogWork work, Function<TenantId, Future<Void>> acknowledge) {
    this.index = at.index();
    this.logs = logs;
    this.work = work;
    this.readers = at.pools().readers();
    this.vertx = at.vertx();
    this.acknowledge = acknowledge;
  }

  Future<Void> answer(Bus bus) {
    return bus.answer(LogChannels.CHECKPOINT, this::checkpoint)
        .compose(v -> bus.answer(LogChannels.TILE, this::tile))
        .compose(v -> bus.answer(LogChannels.PROOF, this::proof))
        .compose(v -> bus.answer(LogChannels.LOSS_SEEN, this::lossSeen))
        .compose(v -> bus.answer(LogChannels.LIFE, this::life));
  }

  private Future<LogFile> checkpoint(CheckpointQuery query) {
    LogView log = logs.of(query.tenant());
    return within(log.opening())
        .map(v -> file(log.log().orElseThrow().signed().note().getBytes(StandardCharsets.UTF_8)));
  }

  /** Waits only so long for a log that is being opened. */
  private Future<Void> within(Future<Void> opening) {
    if (opening.isComplete()) {
      return opening;
    }
    Timer patience = vertx.timer(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return Future.any(opening, patience)
        .onComplete(any -> patience.cancel())
        .transform(
            any -> opening.isComplete() ? opening : Future.failedFuture(LogProblems.notYet()));
  }

  private static LogFile file(byte[] bytes) {
    return new LogFile(Buffer.buffer(bytes), '"' + Sha256.of(bytes, bytes.length).hex() + '"');
  }

  private Future<LogFile> tile(TileQuery query) {
    LogView log = logs.of(query.tenant());
    return within(log.opening())
        .compose(
            v ->
                turns.take(
                    query.tenant(),
                    () ->
                        readers.executeBlocking(
                            () -> log.log().orElseThrow(LogProblems::stopped).tile(query.tile()),
                            false)))
        .map(found -> file(found.orElseThrow(LogDesk::noTile)));
  }

  private static RuntimeException noTile() {
    return NotThere.of("The log has no such tile at its checkpoint; take its size from there.");
  }

  private Future<Proof> proof(ProofQuery query) {
    LogView log = logs.active(query.tenant());
    return within(log.opening()).compose(v -> proof(query, log, work.now().plus(PATIENCE)));
  }

  /** Looks again and again until the newest leaf is under a checkpoint. */
  private Future<Proof> proof(ProofQuery query, LogView log, Instant until) {
    if (log.log().isEmpty()) {
      return Future.failedFuture(LogProblems.stopped());
    }
    TenantLog tree = log.log().get();
    TenantLog.Signed signed = tree.signed();
    Optional<Long> leaf = leaf(query, log).filter(number -> number < signed.size());
    if (leaf.isPresent()) {
      return turns
          .take(
              query.tenant(),
              () -> readers.executeBlocking(() -> proof(tree, signed, leaf.get()), false))
          .recover(cause -> broken(log, cause));
    }
    if (!work.now().isBefore(until)) {
      return Future.failedFuture(LogProblems.notYet());
    }
    return vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS).compose(v -> proof(query, log, until));
  }

  private static Future<Proof> broken(LogView log, Throwable cause) {
    if (cause instanceof BrokenTreeException found) {
      log.broken(LogRefusedException.of(found));
      return Future.failedFuture(LogProblems.stopped());
    }
    return Future.failedFuture(cause);
  }

  /** The newest leaf for what is served by an id, or was last. */
  private Optional<Long> leaf(ProofQuery query, LogView log) {
    Optional<EvidencePath> served = index.find(query.tenant(), query.id()).map(EvidenceEntry::path);
    EvidencePath path =
        served
            .or(() -> log.book().flatMap(book -> book.lastOf(query.id())))
            .orElseThrow(NotThere::unknown);
    return log.book().flatMap(book -> book.at(path)).map(Trace::leaf);
  }

  private static Proof proof(TenantLog log, TenantLog.Signed signed, long leaf) {
    Base64.Encoder base64 = Base64.getEncoder();
    var hashes = new JsonArray();
    log.tree(signed).inclusion(leaf).forEach(hash -> hashes.add(base64.encodeToString(hash)));
    return new Proof(
        new JsonObject()
            .put("entry", base64.encodeToString(log.entry(leaf)))
            .put("index", leaf)
            .put("tree_size", signed.size())
            .put("hashes", hashes)
            .put("checkpoint", signed.note())
            .toBuffer());
  }

  private Future<LossNoted> lossSeen(LossSeen seen) {
    return acknowledge.apply(seen.tenant()).map(v -> new LossNoted());
  }

  /** Goes through all files on a thread that has the time. */
  private Future<LogChannels.Life> life(LogChannels.LifeQuery query) {
    var heads = new HashMap<TenantId, LifeReport.Head>();
    logs.all().forEach(log -> heads.put(log.tenant(), head(log)));
    return turns.take(
        query,
        () ->
            readers.executeBlocking(
                () ->
                    new LogChannels.Life(
                        LifeReport.of(index.known().all(), heads, logs).toBuffer()),
                false));
  }

  private static LifeReport.Head head(LogView log) {
    Optional<TenantLog.Signed> signed = log.log().map(TenantLog::signed);
    return new LifeReport.Head(
        log.stopped(),
        signed.map(TenantLog.Signed::size).orElse(0L),
        signed.map(now -> Base64.getEncoder().encodeToString(now.checkpoint().root())).orElse(""),
        log.book().map(Book::archived).orElse(0L));
  }
}
