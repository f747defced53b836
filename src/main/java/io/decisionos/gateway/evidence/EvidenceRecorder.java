package io.decisionos.gateway.evidence;

import io.decisionos.gateway.again.EarliestTimer;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.evidence.log.Op;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the logs of all tenants. Those in which nothing happens cost nothing. Confined to the
 * evidence verticle.
 */
final class EvidenceRecorder implements LogViews {
  /** What goes and comes within this time has moved. */
  private static final Duration SETTLE = Duration.ofMillis(300);

  private static final Duration STEP = Duration.ofMillis(100);

  /** While no log has anything to do. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** So many logs a step are signed anew, so that leaves wait for few of them. */
  private static final int SIGNED_A_STEP = 16;

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceRecorder.class);

  private final EvidenceIndex index;
  private final LogShelf shelf;
  private final LogWork work;
  private final Unfinished unfinished;
  private final Consumer<Changes> news;
  private final Map<TenantId, TenantRecorder> recorders = new ConcurrentHashMap<>();
  private final Set<TenantRecorder> busy = new HashSet<>();
  private final Queue<TenantRecorder> unsigned = new ArrayDeque<>();
  private final EarliestTimer next;
  private Set<String> signing = Set.of();
  private boolean scanned;
  private boolean compared;

  EvidenceRecorder(
      Vertx vertx,
      EvidenceIndex index,
      LogShelf shelf,
      LogWork work,
      Unfinished unfinished,
      Consumer<Changes> news) {
    this.next = new EarliestTimer(vertx, this::turn);
    this.index = index;
    this.shelf = shelf;
    this.work = work;
    this.unfinished = unfinished;
    this.news = news;
  }

  /** Opens every log that there is; completes when it is known which these are. */
  Future<Void> start() {
    signing = shelf.signing();
    next.within(STEP);
    return work.run(shelf::tenants)
        .map(
            tenants -> {
              tenants.forEach(this::of);
              return null;
            });
  }

  /** The first scan is over. */
  void scanned() {
    scanned = true;
    index.owners().forEach(this::of);
    recorders.values().forEach(TenantRecorder::scanned);
    busy.addAll(recorders.values());
    next.within(STEP);
    Future.join(recorders.values().stream().map(TenantRecorder::compared).toList())
        .compose(v -> unfinished.end())
        .onFailure(
            cause -> LOG.warn("which run was killed is looked at again at the next start", cause))
        .onComplete(over -> compared = true);
  }

  /** Whether all files have been compared with all logs. */
  boolean isScanned() {
    return compared;
  }

  private void turn() {
    next.within(busy.isEmpty() && unsigned.isEmpty() ? REST : STEP);
    step();
  }

  private void step() {
    signAnew();
    busy.removeIf(recorder -> !recorder.step());
  }

  /** Has every log signed by others once others sign. */
  private void signAnew() {
    Set<String> now = shelf.signing();
    // Those signatures that are there count for as long as nobody can sign.
    if (!now.isEmpty() && !now.equals(signing)) {
      signing = now;
      unsigned.clear();
      unsigned.addAll(recorders.values());
    }
    for (int i = 0; i < SIGNED_A_STEP && !unsigned.isEmpty(); i++) {
      TenantRecorder first = unsigned.remove();
      first.sign();
      busy.add(first);
    }
  }

  @Override
  public TenantRecorder of(TenantId tenant) {
    TenantRecorder known = recorders.get(tenant);
    return known == null ? begin(tenant) : known;
  }

  /** The recorder of a tenant, if its log was ever asked for. Any thread. */
  Optional<TenantRecorder> known(TenantId tenant) {
    return Optional.ofNullable(recorders.get(tenant));
  }

  private TenantRecorder begin(TenantId tenant) {
    var recorder = new TenantRecorder(tenant, index, shelf, work, new Comparison());
    recorders.put(tenant, recorder);
    if (scanned) {
      recorder.scanned();
    }
    recorder.begin();
    wake(recorder);
    return recorder;
  }

  /**
   * Takes in what was found.
   *
   * @param owners whose files these are or were
   */
  void found(Changes changes, Collection<TenantId> owners) {
    Instant due = work.now().plus(SETTLE);
    List<EvidencePath> paths = paths(changes);
    owners.forEach(owner -> active(owner).touched(paths, due));
  }

  /** Takes in what the gateway did itself. */
  void done(Changes changes, Collection<TenantId> owners) {
    List<EvidencePath> paths = paths(changes);
    for (TenantId owner : owners) {
      TenantRecorder recorder = active(owner);
      recorder.did(changes.found());
      recorder.settle(paths);
    }
  }

  private static List<EvidencePath> paths(Changes changes) {
    var paths = new ArrayList<>(changes.gone());
    changes.found().forEach(entry -> paths.add(entry.path()));
    return paths;
  }

  @Override
  public TenantRecorder active(TenantId tenant) {
    TenantRecorder recorder = of(tenant);
    wake(recorder);
    return recorder;
  }

  private void wake(TenantRecorder recorder) {
    busy.add(recorder);
    next.within(STEP);
  }

  /** Logs what somebody said of a document. */
  void said(TenantId tenant, String id, Op op) {
    TenantRecorder recorder = active(tenant);
    index.find(tenant, id).ifPresent(entry -> recorder.write(Leaf.of(work.now(), op, entry)));
  }

  /** Logs that a file was archived. */
  void archived(TenantId tenant, EvidenceEntry entry) {
    active(tenant).write(Leaf.of(work.now(), Op.ARCHIVE, entry));
  }

  Clock clock() {
    return work.clock();
  }

  /**
   * From when on the age of a file counts. As long as nobody can say when a locked one was locked,
   * it has none. Any thread.
   */
  Instant since(TenantId tenant, EvidenceEntry entry) {
    boolean known =
        entry.tier() == Tier.WIP
            || Optional.ofNullable(recorders.get(tenant)).flatMap(TenantRecorder::book).isPresent();
    return known ? lockedAt(entry) : Instant.MAX;
  }

  @Override
  public Instant lockedAt(EvidenceEntry entry) {
    return ofOwner(entry)
        .flatMap(recorder -> recorder.lockedAt(entry))
        .orElseGet(entry::modifiedAt);
  }

  /** When a file was archived as it is, if the log knows. Any thread. */
  @Override
  public Optional<Instant> archivedAt(EvidenceEntry entry) {
    return ofOwner(entry)
        .flatMap(TenantRecorder::book)
        .flatMap(book -> book.archivedAt(entry.path(), entry.sha256()));
  }

  private Optional<TenantRecorder> ofOwner(EvidenceEntry entry) {
    return entry.owner().flatMap(owner -> Optional.ofNullable(recorders.get(owner)));
  }

  @Override
  public Collection<TenantRecorder> all() {
    return recorders.values();
  }

  @Override
  public boolean mayBe(EvidenceEntry entry) {
    return ofOwner(entry).map(recorder -> recorder.mayBe(entry)).orElse(true);
  }

  /** What comes of comparing logs with files. */
  private final class Comparison implements FileChecks.Repairs {
    @Override
    public Future<Void> finish(TenantLog log, Map<EvidenceEntry, Long> tombstones) {
      return unfinished.finish(log, tombstones);
    }

    @Override
    public void tampered(List<EvidenceEntry> files) {
      news.accept(Changes.found(files));
    }
  }
}
