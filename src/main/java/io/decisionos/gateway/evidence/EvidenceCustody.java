package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.evidence.store.RunFile;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the gateway does to evidence, from handing in to letting go, and by whose policy: brings the
 * questions to those who answer them. Confined to the evidence verticle.
 */
final class EvidenceCustody {
  private static final int PLAN_BYTES = 32;
  private static final long LOCK_STEP_MS = 10_000;
  private static final long GC_STEP_MS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final EvidenceWriter writer;
  private final EvidenceRecorder recorder;
  private final LockClock locks;
  private final EvidenceKeeper keeper;
  private final SecureRandom random = new SecureRandom();
  private PolicyDefaults policy = PolicyDefaults.BUILT_IN;
  private Optional<Archiving> archiving = Optional.empty();

  /**
   * Takes up the holds of the last run.
   *
   * @throws IOException if the holds cannot be read
   */
  EvidenceCustody(
      EvidenceIndex index, EvidenceWriter writer, Kept kept, EvidenceRecorder recorder, Clock clock)
      throws IOException {
    this.writer = writer;
    this.recorder = recorder;
    this.locks = new LockClock(index, writer, clock);
    this.keeper = new EvidenceKeeper(index, writer, kept, recorder, this::planName);
  }

  /** What is kept over restarts: the holds, and which run is under way. */
  record Kept(HoldFile holds, RunFile run) {}

  /** Has locked files kept until they are archived, and the archive told of policies. */
  void archive(Archiving archive) {
    archiving = Optional.of(archive);
    keeper.keepUnlessArchived();
  }

  Holds holds() {
    return keeper.holds();
  }

  /**
   * Has evidence let go of by itself from now on.
   *
   * @param every the time between two runs; zero: none
   */
  void letGo(Vertx vertx, Duration every, GcReports reports, LogWork work) {
    if (!every.isZero()) {
      var gc = new GcClock(keeper, recorder, reports, work, every);
      vertx.setPeriodic(GC_STEP_MS, id -> gc.step());
    }
  }

  private String planName() {
    var bytes = new byte[PLAN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Follows the policy and the tenants; completes when every question is answered. */
  Future<Void> start(Bus bus, Vertx vertx, PolicyDefaults first) {
    policyChanged(first);
    return bus.listen(EvidenceChannels.POLICY_CHANGED, this::policyChanged)
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::tenantsChanged))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            book -> {
              tenantsChanged(book);
              vertx.setPeriodic(LOCK_STEP_MS, id -> locks.step());
              return answer(bus);
            });
  }

  private void policyChanged(PolicyDefaults next) {
    policy = next;
    locks.policy(next);
    keeper.policy(next);
    archiving.ifPresent(archive -> archive.policy(next));
  }

  private void tenantsChanged(TenantBook book) {
    locks.tenants(book);
    keeper.tenants(book);
    archiving.ifPresent(archive -> archive.tenants(book));
  }

  private Future<Void> answer(Bus bus) {
    return bus.answerInTime(EvidenceChannels.TAKE, writer::take)
        .compose(v -> bus.answerInTime(EvidenceChannels.LOCK, this::lock))
        .compose(v -> bus.answer(EvidenceChannels.POLICY, q -> Future.succeededFuture(policy)))
        .compose(v -> bus.answer(EvidenceChannels.HOLD, keeper::hold))
        .compose(
            v -> bus.answer(EvidenceChannels.HOLDS, q -> Future.succeededFuture(keeper.holds())))
        .compose(v -> bus.answer(EvidenceChannels.PLAN, keeper::plan))
        .compose(v -> bus.answer(EvidenceChannels.RUN, keeper::run));
  }

  private Future<Finished> lock(EvidenceChannels.LockOrder order, Deadline deadline) {
    return writer
        .lock(order, deadline)
        .compose(entry -> recorder.active(order.tenant()).durable().map(entry))
        .map(entry -> Finished.of(EvidenceJson.of(entry, recorder)));
  }
}
