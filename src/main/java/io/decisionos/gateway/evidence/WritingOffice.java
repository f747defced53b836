package io.decisionos.gateway.evidence;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.evidence.orders.OrderBox;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.evidence.store.HeldRoot;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.evidence.store.RunFile;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The one gateway of a root that locks, logs and lets go, also for those that ask it to. */
final class WritingOffice implements EvidenceOffice {
  private final Premises at;
  private final PolicyDefaults policy;
  private final LogWork work;
  private final Closeable held;
  private final Closeable heldRoot;
  private final EvidenceRecorder recorder;
  private final EvidenceWriter writer;
  private final EvidenceCustody custody;
  private final LogDesk desk;
  private final OrderDesk orders;
  private final Optional<Archiving> archiving;

  /**
   * Takes the root.
   *
   * @throws io.decisionos.gateway.disk.RefusedFileException if another gateway writes it
   */
  WritingOffice(Premises at, PolicyDefaults policy, LogKeys keys, Optional<Archiving.Order> archive)
      throws IOException {
    this.at = at;
    this.policy = policy;
    this.work = at.logWork();
    var shelf = new LogShelf(at.root(), at.data(), keys, Disk.REAL);
    this.held = shelf.hold();
    this.heldRoot = HeldRoot.holdIfWritable(at.root());
    var store = new EvidenceStore(at.root(), at.files(), Disk.REAL);
    var run = new RunFile(at.data().resolve("evidence-run"));
    this.recorder =
        new EvidenceRecorder(
            at.vertx(),
            at.index(),
            shelf,
            work,
            new Unfinished(store, run, work, at.indexing()::know),
            at.indexing()::know);
    this.writer =
        new EvidenceWriter(at.index(), new Deeds(), store, at.pools().writers(), at.clock());
    var kept =
        new EvidenceCustody.Kept(new HoldFile(at.data().resolve("evidence-holds.json")), run);
    this.custody = new EvidenceCustody(at.index(), writer, kept, recorder, at.clock());
    this.archiving = archive.isPresent() ? Optional.of(archiving(archive.get())) : Optional.empty();
    this.archiving.ifPresent(custody::archive);
    this.desk = new LogDesk(at, recorder, work, tenant -> recorder.active(tenant).acknowledge());
    var box = new OrderBox(at.root(), at.seal(), at.clock());
    this.orders = new OrderDesk(at.bus(), box, work, at.vertx());
  }

  private Archiving archiving(Archiving.Order order) throws IOException {
    return new Archiving(at, recorder, custody::holds, order);
  }

  @Override
  public Future<Void> start() {
    return recorder
        .start()
        .compose(v -> custody.start(at.bus(), at.vertx(), policy))
        .compose(
            v -> {
              var reports = new GcReports(at.data().resolve("reports"));
              custody.letGo(at.vertx(), at.settings().gcEvery(), reports, work);
              orders.start();
              at.vertx().setPeriodic(LOOK_MS, id -> writer.trouble().look());
              archiving.ifPresent(archive -> archive.start(at.vertx()));
              return desk.answer(at.bus());
            });
  }

  @Override
  public LogViews logs() {
    return recorder;
  }

  @Override
  public void scanned() {
    recorder.scanned();
  }

  @Override
  public void found(Changes changes, Collection<TenantId> owners) {
    recorder.found(changes, owners);
    archiving.ifPresent(archive -> archive.found(changes));
  }

  @Override
  public Check check(Check files) {
    Check logs = LogStatus.check(writer.trouble().check(files), recorder.all());
    return archiving.map(archive -> archive.check(logs)).orElse(logs);
  }

  @Override
  public void close() throws IOException {
    archiving.ifPresent(Archiving::close);
    held.close();
    heldRoot.close();
  }

  /** What the gateway does itself, told by who does it. */
  private final class Deeds implements OwnDeeds {
    @Override
    public Future<Void> ready(TenantId tenant) {
      return recorder.active(tenant).opening();
    }

    @Override
    public void about(TenantId tenant, EvidencePath path) {
      recorder.active(tenant).settle(List.of(path));
    }

    @Override
    public void done(Changes changes) {
      recorder.done(changes, at.indexing().know(changes));
      archiving.ifPresent(archive -> archive.found(changes));
    }
  }
}
