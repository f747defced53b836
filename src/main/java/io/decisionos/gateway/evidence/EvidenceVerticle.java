package io.decisionos.gateway.evidence;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.IndexLog;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceFollower;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.evidence.scan.ScanReport;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.TrafficChannels;
import io.decisionos.gateway.traffic.TrafficSlice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.VerticleBase;
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
  private static final int WRITERS = 4;
  private static final int LOGGERS = 2;
  private static final long FIRST_SCAN_PATIENCE_MS = 1000;
  private static final long SCAN_PATIENCE_MS = 3000;

  private final Bus bus;
  private final Path data;
  private final EvidenceSettings settings;
  private final PolicyDefaults policy;
  private final StorageLedger ledger;
  private final LogKeys keys;
  private final Optional<ArchiveSettings> archive;
  private final Seal seal;
  private final EvidenceMeters meters;
  private final Clock clock = Clock.systemUTC();
  private final EvidenceNews news;
  private final EvidenceIndex index = new EvidenceIndex(clock.instant());
  private EvidenceFiles files;
  private IndexLog log;
  private EvidenceFollower follower;
  private Premises.Pools pools;
  private EvidenceOffice office;
  private volatile boolean over;

  /**
   * How the files are followed, and what holds for them if a tenant says nothing.
   *
   * @param archive where locked files are archived, if anywhere
   */
  public record Rules(
      EvidenceSettings settings,
      PolicyDefaults policy,
      StorageLedger ledger,
      LogKeys keys,
      Optional<ArchiveSettings> archive) {}

  /**
   * An indexer.
   *
   * @param data the gateway's data directory; the files are in {@code evidence} below it unless the
   *     settings say where
   * @param seal makes cursors
   */
  public EvidenceVerticle(Bus bus, Path data, Rules rules, Seal seal, EvidenceMeters meters) {
    this.bus = bus;
    this.data = data;
    this.settings = rules.settings();
    this.policy = rules.policy();
    this.ledger = rules.ledger();
    this.keys = rules.keys();
    this.archive = rules.archive();
    this.seal = seal;
    this.meters = meters;
    this.news = new EvidenceNews(bus, clock);
  }

  /** Completes after the first scan, or a second later if that takes longer. */
  @Override
  public Future<?> start() throws IOException {
    Path root = OwnerOnly.folder(settings.root().in(data));
    files = new EvidenceFiles(root, clock);
    restore(OwnerOnly.folder(data.resolve("evidence-index")));
    pools =
        new Premises.Pools(
            vertx.createSharedWorkerExecutor("evidence-read", EvidenceReads.READERS),
            vertx.createSharedWorkerExecutor("evidence-write", WRITERS),
            vertx.createSharedWorkerExecutor("evidence-log", LOGGERS));
    office = office(root);
    follower = new EvidenceFollower(files, index.known(), settings, new Findings(context));
    var cursors = new EvidenceCursor(seal);
    var reads = new EvidenceReads(index, files, cursors, office.logs(), pools.readers());
    return office
        .start()
        .compose(v -> reads.answer(bus))
        .compose(v -> answer())
        .compose(v -> firstScan());
  }

  private EvidenceOffice office(Path root) throws IOException {
    var premises =
        new Premises(
            bus, vertx, clock, seal, root, data, settings, index, files, pools, this::apply);
    return settings.root().writer()
        ? new WritingOffice(
            premises, policy, keys, archive.map(to -> new Archiving.Order(to, meters)))
        : new ServingOffice(premises, policy, keys);
  }

  /** Takes up the index of the last run. */
  private void restore(Path state) throws IOException {
    log = new IndexLog(state.resolve("index.log"));
    Changes earlier = Changes.found(List.copyOf(log.open()));
    index.apply(earlier, clock.instant());
    owners(earlier).forEach(this::tellLedger);
  }

  private Future<Void> answer() {
    return bus.answer(EvidenceChannels.SCAN, q -> scan())
        .compose(v -> bus.answer(EvidenceChannels.CHECK, q -> Future.succeededFuture(check())))
        .compose(v -> bus.listen(TrafficChannels.COUNTED, this::count));
  }

  private void count(TrafficSlice slice) {
    follower.answered(slice.all().requests());
  }

  private Future<Void> firstScan() {
    CompletionStage<ScanReport> scan = follower.start();
    Future.fromCompletionStage(scan, context).onSuccess(report -> office.scanned());
    return within(FIRST_SCAN_PATIENCE_MS, scan);
  }

  /** Completes when a scan ends, or when the time is over and it goes on. */
  private Future<Void> within(long millis, CompletionStage<ScanReport> scan) {
    Timer patience = vertx.timer(millis, TimeUnit.MILLISECONDS);
    return Future.any(Future.fromCompletionStage(scan, context), patience)
        .onComplete(any -> patience.cancel())
        .mapEmpty();
  }

  /** Takes changes in; returns whose files these are or were. */
  private Set<TenantId> apply(Changes found) {
    // Whoever reads a locked file again does not know with which bytes it was locked.
    Changes changes = found.judged(office::mayBe);
    Set<TenantId> owners = owners(changes);
    news.tell(changes, index.known());
    index.apply(changes, clock.instant());
    owners.forEach(this::tellLedger);
    log.append(changes, index.known());
    meters.changed(index.totals());
    return owners;
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

  /** Waits for a scan only so long; a large tree takes its time. */
  private Future<Finished> scan() {
    return within(SCAN_PATIENCE_MS, follower.scan())
        .map(any -> Finished.of(status().toBuffer().getBytes()));
  }

  private JsonObject status() {
    return FollowerStatus.json(follower).put("files", index.known().size());
  }

  private Check check() {
    Check files = FollowerStatus.check(index, follower);
    return office.check(files);
  }

  @Override
  public Future<?> stop() throws IOException {
    // What is found from here on, the next start finds again.
    over = true;
    follower.close();
    log.close();
    return pools
        .readers()
        .close()
        .compose(v -> pools.writers().close())
        .compose(v -> pools.loggers().close())
        .compose(v -> letGo());
  }

  private Future<Void> letGo() {
    try {
      office.close();
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
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
        home.runOnContext(v -> office.found(changes, apply(changes)));
      }
    }

    @Override
    public void scanned(ScanReport report) {
      meters.scanned(report);
    }
  }
}
