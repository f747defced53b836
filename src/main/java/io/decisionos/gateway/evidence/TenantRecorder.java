package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.FileChecks.Repairs;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.LogOpening.Opened;
import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.evidence.log.Op;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps one tenant's log while the gateway runs: what the index learns becomes leaves, and leaves
 * come onto the disk many at a time. Confined to the evidence verticle.
 */
final class TenantRecorder implements LogView {
  private static final Set<Op> SAID = Set.of(Op.HOLD, Op.RELEASE, Op.ARCHIVE);

  private final TenantId tenant;
  private final LogShelf shelf;
  private final LogWork work;
  private final Opening opening;
  private final Promise<Void> compared = Promise.promise();
  private final FileChecks checks;
  private final LeafQueue leaves;
  private final Retry retry = new Retry(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private final List<EvidenceEntry> done = new ArrayList<>();
  // Its book has the leaves, too, that are not on the disk yet. Read by any thread for when files
  // were locked.
  private volatile Optional<Opened> open = Optional.empty();
  private Optional<LogRefusedException> broken = Optional.empty();
  private boolean scanned;
  // Meanwhile single files would look new that are only begun to be deleted.
  private boolean comparing;
  private long acknowledged;

  /** A log as it was found when it was opened. */
  private record Found(Opened opened, long acknowledged) {}

  /**
   * @param repairs what else is done to files and the index when the log is compared with them
   */
  TenantRecorder(
      TenantId tenant, EvidenceIndex index, LogShelf shelf, LogWork work, Repairs repairs) {
    this.tenant = tenant;
    this.shelf = shelf;
    this.work = work;
    this.opening = new Opening(tenant, work);
    this.leaves = new LeafQueue(work, this::log, this::stop);
    this.checks = new FileChecks(tenant, index, work, repairs, leaves::add);
  }

  @Override
  public Opening state() {
    return opening;
  }

  /** Opens the log; what is wrong with it is kept. */
  void begin() {
    retry.begun();
    work.run(() -> new Found(shelf.open(tenant), shelf.acknowledged(tenant)))
        .onComplete(this::opened, this::stop);
  }

  private void opened(Found found) {
    open = Optional.of(found.opened());
    acknowledged = found.acknowledged();
    retry.succeeded();
    List<Leaf> said = leaves.takeAll();
    done.forEach(file -> checks.saw(file, found.opened().book()));
    done.clear();
    if (scanned) {
      reconcile();
    }
    said.forEach(this::write);
    opening.succeeded();
  }

  /** The log cannot go on; it is looked at again later. */
  private void stop(Throwable cause) {
    open = Optional.empty();
    broken = Optional.empty();
    comparing = false;
    opening.failed(cause);
    done.clear();
    // What followed from the files follows from them again once the log is open.
    leaves.giveUp(LogProblems.stopped(), leaf -> SAID.contains(leaf.op()));
    retry.failed(work.now());
    // Nobody waits for a log that stopped.
    compared.tryComplete();
  }

  /** The first scan is over: what was not seen by now is gone. */
  void scanned() {
    scanned = true;
    if (open.isPresent()) {
      reconcile();
    }
  }

  /** Compares everything, after what was begun and not finished. */
  private void reconcile() {
    Opened now = open.orElseThrow();
    comparing = true;
    checks
        .finish(now.log(), now.book())
        .onComplete(
            finished -> {
              if (open.filter(now::equals).isPresent()) {
                comparing = false;
                checks.all(now.book());
                compared.tryComplete();
              }
            },
            this::stop);
  }

  /** Completes when everything was compared once, or cannot be. */
  Future<Void> compared() {
    return compared.future();
  }

  /** Notes that something may have happened to files; it is looked at when they have settled. */
  void touched(Collection<EvidencePath> paths, Instant due) {
    checks.touched(paths, due);
  }

  /** Looks at files at once: it is known what happened to them. */
  void settle(Collection<EvidencePath> paths) {
    if (open.isPresent() && !comparing) {
      checks.settle(paths, open.get().book());
    } else {
      checks.touched(paths, Instant.MIN);
    }
  }

  /** Files are now so by the gateway's own doing, and this is logged whatever becomes of them. */
  void did(Collection<EvidenceEntry> files) {
    if (open.isEmpty() && stopped().isEmpty()) {
      done.addAll(files);
    }
  }

  /** Whether a file's bytes are those that it was locked with, if it is locked. Any thread. */
  boolean mayBe(EvidenceEntry entry) {
    return checks.mayBe(entry, book());
  }

  /** Writes a leaf of something that no file tells; it is in the log when {@link #durable} is. */
  void write(Leaf leaf) {
    open.ifPresent(log -> log.book().add(leaf));
    leaves.add(leaf);
  }

  /** Has the log signed by those who sign now. */
  void sign() {
    leaves.sign();
  }

  /** Completes when every leaf so far is on the disk. */
  Future<Void> durable() {
    if (open.isEmpty()) {
      return opening().compose(v -> durable());
    }
    long size = open.get().book().size();
    if (open.get().log().signed().size() >= size) {
      return Future.succeededFuture();
    }
    return leaves.until(size);
  }

  /** Does what is due; tells whether there is anything left that will be. */
  boolean step() {
    Instant now = work.now();
    if (broken.isPresent() && !leaves.isCommitting()) {
      stop(broken.get());
    }
    if (retry.isDue(now)) {
      begin();
    }
    if (open.isPresent() && scanned && !comparing) {
      checks.step(open.get().book(), now);
    }
    leaves.step(now);
    return !checks.isEmpty() || !leaves.isEmpty() || stopped().isPresent() || broken.isPresent();
  }

  /** So many files are gone at once that it looks like a disk that is not there. */
  boolean isWithheld() {
    return book().filter(checks::isWithheld).isPresent();
  }

  @Override
  public void broken(LogRefusedException cause) {
    broken = Optional.of(cause);
  }

  @Override
  public Optional<Book> book() {
    return open.map(Opened::book);
  }

  @Override
  public Optional<TenantLog> log() {
    return open.map(Opened::log);
  }

  /** Whether files were lost of which no operator has said that they know. */
  boolean isMissing() {
    return isWithheld() || open.filter(log -> log.book().lastLost() >= acknowledged).isPresent();
  }

  /** An operator knows of what was lost; completes when that is on the disk. */
  Future<Void> acknowledge() {
    return opening()
        .compose(
            v -> {
              book().ifPresent(checks::loseAll);
              return durable();
            })
        .compose(
            v -> {
              long below = open.orElseThrow().log().signed().size();
              return work.run(() -> shelf.acknowledge(tenant, below));
            })
        .onSuccess(kept -> acknowledged = kept)
        .mapEmpty();
  }

  /** When a locked file was locked, if the log knows. */
  Optional<Instant> lockedAt(EvidenceEntry entry) {
    return book().flatMap(book -> book.lockedAt(entry.path(), entry.sha256()));
  }
}
