package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.evidence.orders.OrderBox;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * A gateway on a root that another one writes: it takes documents in, follows the logs, and has the
 * other do what is left.
 */
final class ServingOffice implements EvidenceOffice {
  private final Premises at;
  private final FollowedLogs logs;
  private final EvidenceWriter writer;
  private final WriterOrders orders;
  private final LogDesk desk;
  private PolicyDefaults policy;

  /**
   * @throws RefusedFileException if nothing says whose signatures count in the logs
   */
  ServingOffice(Premises at, PolicyDefaults policy, LogKeys keys) throws IOException {
    if (!keys.hasKeyset()) {
      throw new RefusedFileException(
          "evidence.writer: found false without a keyset for evidence, expected one in"
              + " conf/keysets.yaml that all gateways on the root share");
    }
    this.at = at;
    this.policy = policy;
    LogWork work = at.logWork();
    var shelf = new LogShelf(at.root(), at.data(), keys, Disk.REAL);
    this.logs = new FollowedLogs(shelf, work, this::judge);
    var store = new EvidenceStore(at.root(), at.files(), Disk.REAL);
    this.writer =
        new EvidenceWriter(at.index(), new Deeds(), store, at.pools().writers(), at.clock());
    this.orders =
        new WriterOrders(at.vertx(), new OrderBox(at.root(), at.seal(), at.clock()), work);
    this.desk = new LogDesk(at, logs, work, orders::seen);
  }

  /** Files that were locked with other bytes than they have, as their log says now. */
  private void judge(TenantId tenant) {
    List<EvidenceEntry> tampered =
        at.index().all(tenant, EvidenceFilter.ALL).stream()
            .filter(entry -> entry.tier() == Tier.LOCKED && !entry.tampered())
            .filter(entry -> !logs.mayBe(entry))
            .map(EvidenceEntry::asTampered)
            .toList();
    if (!tampered.isEmpty()) {
      at.indexing().know(Changes.found(tampered));
    }
  }

  @Override
  public Future<Void> start() {
    Bus bus = at.bus();
    at.vertx().setPeriodic(LOOK_MS, id -> writer.trouble().look());
    return logs.start(at.vertx())
        .compose(v -> bus.listen(EvidenceChannels.POLICY_CHANGED, next -> policy = next))
        .compose(v -> bus.answerInTime(EvidenceChannels.TAKE, writer::take))
        .compose(v -> bus.answerInTime(EvidenceChannels.LOCK, orders::lock))
        .compose(v -> bus.answer(EvidenceChannels.POLICY, q -> Future.succeededFuture(policy)))
        .compose(v -> bus.answer(EvidenceChannels.HOLD, orders::hold))
        .compose(v -> bus.answer(EvidenceChannels.HOLDS, q -> orders.holds()))
        .compose(v -> bus.answer(EvidenceChannels.PLAN, q -> WriterOrders.elsewhere()))
        .compose(v -> bus.answer(EvidenceChannels.RUN, q -> WriterOrders.elsewhere()))
        .compose(v -> desk.answer(bus));
  }

  @Override
  public LogViews logs() {
    return logs;
  }

  @Override
  public void scanned() {
    at.index().owners().forEach(logs::of);
  }

  @Override
  public void found(Changes changes, Collection<TenantId> owners) {
    owners.forEach(logs::active);
  }

  @Override
  public Check check(Check files) {
    Check written = writer.trouble().check(files);
    List<FollowedTenant> stopped =
        logs.all().stream().filter(log -> log.stopped().isPresent()).toList();
    if (written.state() != Check.State.OK || stopped.isEmpty()) {
      return written;
    }
    FollowedTenant first = stopped.get(0);
    return Check.degraded(
        "%d log(s) of evidence cannot be followed, such as that of %s: %s"
            .formatted(stopped.size(), first.tenant(), first.stopped().orElse("")),
        "see what the gateway with evidence.writer says; the keyset for evidence must be the same",
        files.details());
  }

  @Override
  public void close() {}

  /** What this gateway does itself is told by who writes the log. */
  private final class Deeds implements OwnDeeds {
    @Override
    public Future<Void> ready(TenantId tenant) {
      return Future.succeededFuture();
    }

    @Override
    public void about(TenantId tenant, EvidencePath path) {}

    @Override
    public void done(Changes changes) {
      at.indexing().know(changes);
    }
  }
}
