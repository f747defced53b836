package io.decisionos.gateway.evidence;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.evidence.EvidenceChannels.Document;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.EvidenceView;
import io.decisionos.gateway.evidence.index.IndexLog;
import io.decisionos.gateway.evidence.index.Tally;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceFollower;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.evidence.scan.ScanReport;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.HttpChannels;
import io.decisionos.gateway.http.TrafficSlice;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Owns the index of evidence and answers from it. A worker verticle, one instance; scans run on
 * threads of their own and hand what they find to this one.
 */
public final class EvidenceVerticle extends VerticleBase {
  private static final int READERS = 2;
  private static final int WRITERS = 4;
  private static final long FIRST_SCAN_PATIENCE_MS = 1000;
  private static final long SCAN_PATIENCE_MS = 3000;

  private final Bus bus;
  private final Path data;
  private final EvidenceSettings settings;
  private final PolicyDefaults policy;
  private final StorageLedger ledger;
  private final EvidenceCursor cursors;
  private final EvidenceMeters meters;
  private final Clock clock = Clock.systemUTC();
  private final EvidenceNews news;
  private final EvidenceIndex index = new EvidenceIndex(clock.instant());
  private EvidenceFiles files;
  private IndexLog log;
  private EvidenceFollower follower;
  private final Turns turns = new Turns(READERS);
  private WorkerExecutor readers;
  private WorkerExecutor writers;
  private EvidenceCustody custody;
  private volatile boolean over;

  /** How the files are followed, and what holds for them if a tenant says nothing. */
  public record Rules(EvidenceSettings settings, PolicyDefaults policy, StorageLedger ledger) {}

  /**
   * An indexer.
   *
   * @param data the gateway's data directory; the files are in {@code evidence} below it
   * @param seal makes cursors
   */
  public EvidenceVerticle(Bus bus, Path data, Rules rules, Seal seal, EvidenceMeters meters) {
    this.bus = bus;
    this.data = data;
    this.settings = rules.settings();
    this.policy = rules.policy();
    this.ledger = rules.ledger();
    this.cursors = new EvidenceCursor(seal);
    this.meters = meters;
    this.news = new EvidenceNews(bus, clock);
  }

  /** Completes after the first scan, or a second later where that takes longer. */
  @Override
  public Future<?> start() throws IOException {
    Path root = folder("evidence");
    Path state = folder("evidence-index");
    files = new EvidenceFiles(root, clock);
    log = new IndexLog(state.resolve("index.log"));
    Changes earlier = Changes.found(List.copyOf(log.open()));
    index.apply(earlier, clock.instant());
    owners(earlier).forEach(this::tellLedger);
    news.note(earlier);
    readers = vertx.createSharedWorkerExecutor("evidence-read", READERS);
    writers = vertx.createSharedWorkerExecutor("evidence-write", WRITERS);
    var writer =
        new EvidenceWriter(index, this::apply, new EvidenceStore(root, files), writers, clock);
    var holds = new HoldFile(data.resolve("evidence-holds.json"));
    custody = new EvidenceCustody(index, writer, holds, clock);
    follower = new EvidenceFollower(files, index.known(), settings, new Findings(context));
    return custody.start(bus, vertx, policy).compose(v -> answer()).compose(v -> firstScan());
  }

  /** A folder of the data directory, which may be a link to one. */
  private Path folder(String name) throws IOException {
    Path folder = data.resolve(name);
    return OwnerOnly.folder(folder);
  }

  private Future<Void> answer() {
    return bus.answer(EvidenceChannels.LIST, this::list)
        .compose(v -> bus.answer(EvidenceChannels.SUMMARY, this::summary))
        .compose(v -> bus.answer(EvidenceChannels.DOCUMENT, this::document))
        .compose(v -> bus.answer(EvidenceChannels.SCAN, q -> scan()))
        .compose(v -> bus.answer(EvidenceChannels.CHECK, q -> Future.succeededFuture(check())))
        .compose(v -> bus.listen(HttpChannels.TRAFFIC, this::count));
  }

  private void count(TrafficSlice slice) {
    follower.answered(slice.all().requests());
  }

  private Future<Void> firstScan() {
    return within(FIRST_SCAN_PATIENCE_MS, follower.start());
  }

  /** Completes when a scan ends, or when the time is over and it goes on. */
  private Future<Void> within(long millis, CompletionStage<ScanReport> scan) {
    Timer patience = vertx.timer(millis, TimeUnit.MILLISECONDS);
    return Future.any(Future.fromCompletionStage(scan, context), patience)
        .onComplete(any -> patience.cancel())
        .mapEmpty();
  }

  private void apply(Changes changes) {
    Set<TenantId> owners = owners(changes);
    news.tell(changes, index.known());
    index.apply(changes, clock.instant());
    owners.forEach(this::tellLedger);
    log.append(changes, index.known());
    meters.changed(index.totals());
  }

  /** Who had or gets a file that has changed. */
  private Set<TenantId> owners(Changes changes) {
    var owners = new HashSet<TenantId>();
    changes.found().forEach(entry -> entry.owner().ifPresent(owners::add));
    Stream.concat(changes.found().stream().map(EvidenceEntry::path), changes.gone().stream())
        .flatMap(path -> index.known().get(path).flatMap(EvidenceEntry::owner).stream())
        .forEach(owners::add);
    return owners;
  }

  private void tellLedger(TenantId tenant) {
    ledger.set(tenant, StorageLedger.Holder.EVIDENCE, index.bytes(tenant));
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
    return Future.succeededFuture(Finished.of(EvidenceJson.of(view, next)));
  }

  private EvidencePath redeem(EvidenceChannels.Listing query, String cursor) {
    return cursors
        .redeem(query.tenant(), query.filter(), cursor)
        .orElseThrow(EvidenceVerticle::forged);
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
    EvidenceEntry entry =
        index.find(query.tenant(), query.id()).orElseThrow(EvidenceVerticle::unknown);
    return turns
        .take(
            query.tenant(),
            () -> readers.executeBlocking(() -> files.original(entry.path()), false))
        .map(
            found ->
                found
                    .filter(original -> original.isOwnedBy(query.tenant()))
                    .map(Document::of)
                    .orElseThrow(EvidenceVerticle::unknown));
  }

  static ProblemException unknown() {
    return Problem.of(
            ProblemType.REQUEST_NOT_FOUND,
            "No evidence has this id; see GET /evidence for those that are.")
        .asException();
  }

  /** Waits for a scan only so long; a large tree takes its time. */
  private Future<Finished> scan() {
    return within(SCAN_PATIENCE_MS, follower.scan())
        .map(any -> Finished.of(status().toBuffer().getBytes()));
  }

  private JsonObject status() {
    return FollowerStatus.json(follower).put("files", index.known().size());
  }

  private Check check() {
    return FollowerStatus.check(index, follower, news.some());
  }

  @Override
  public Future<?> stop() throws IOException {
    // What is found from here on, the next start finds again.
    over = true;
    follower.close();
    log.close();
    return readers.close().compose(v -> writers.close());
  }

  /** Carries what is found from the threads of the scan to the owner of the index. */
  private final class Findings implements EvidenceFollower.Listener {
    private final Context home;

    Findings(Context home) {
      this.home = home;
    }

    @Override
    public void changed(Changes changes) {
      if (!over) {
        home.runOnContext(v -> apply(changes));
      }
    }

    @Override
    public void scanned(ScanReport report) {
      meters.scanned(report);
    }
  }
}
