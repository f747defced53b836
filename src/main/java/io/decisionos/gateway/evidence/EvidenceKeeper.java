package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.EvidenceChannels.HoldOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldSet;
import io.decisionos.gateway.evidence.EvidenceChannels.PlanMade;
import io.decisionos.gateway.evidence.EvidenceChannels.PlanOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.RunDone;
import io.decisionos.gateway.evidence.EvidenceChannels.RunOrder;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.keep.Hold;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.Plan;
import io.decisionos.gateway.evidence.keep.Plan.Deletion;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.keep.Standing;
import io.decisionos.gateway.evidence.log.Op;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantBook;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Holds, plans of what may be let go of, and their runs. Plans live as long as the process, for an
 * hour, and as many of the latest as fit. Confined to the evidence verticle.
 */
final class EvidenceKeeper {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int FEW_PLANS = 16;
  private static final int MOST_PLANS = 1000;
  private static final long MOST_PLANNED = 1_000_000;

  private final EvidenceIndex index;
  private final EvidenceWriter writer;
  private final Runs runs;
  private final HoldFile file;
  private final EvidenceRecorder recorder;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Map<String, Made> plans = new LinkedHashMap<>();
  private PolicyDefaults policy = PolicyDefaults.BUILT_IN;
  private TenantBook book = TenantBook.EMPTY;
  private Holds holds;
  private Predicate<EvidenceEntry> archived = entry -> true;

  /** A plan and what became of it. */
  private static final class Made {
    final Plan plan;
    final Instant expiresAt;
    final boolean runnable;
    boolean done;

    Made(Plan plan, Instant expiresAt, boolean runnable) {
      this.plan = plan;
      this.expiresAt = expiresAt;
      this.runnable = runnable;
    }
  }

  /**
   * Takes up the holds of the last run.
   *
   * @param ids names for plans that nobody can guess
   * @throws IOException if the holds cannot be read
   */
  EvidenceKeeper(
      EvidenceIndex index,
      EvidenceWriter writer,
      EvidenceCustody.Kept kept,
      EvidenceRecorder recorder,
      Supplier<String> ids)
      throws IOException {
    this.index = index;
    this.writer = writer;
    this.file = kept.holds();
    this.recorder = recorder;
    this.clock = recorder.clock();
    this.ids = ids;
    this.runs = new Runs(index, writer, recorder, kept.run());
    this.holds = file.read();
  }

  void policy(PolicyDefaults next) {
    policy = next;
  }

  void tenants(TenantBook next) {
    book = next;
  }

  Holds holds() {
    return holds;
  }

  private Standing standing() {
    return new Standing(policy, book, holds, recorder::since, archived);
  }

  /** Keeps locked files from now on until they are archived. */
  void keepUnlessArchived() {
    archived = entry -> recorder.archivedAt(entry).isPresent();
  }

  /** Sets or lifts a hold; completes when it is on the disk. */
  Future<HoldSet> hold(HoldOrder order) {
    Holds.Held what = new Holds.Held(order.tenant(), order.id());
    boolean known = index.find(order.tenant(), order.id()).isPresent();
    if (!known && holds.get(what).isEmpty()) {
      throw NotThere.unknown();
    }
    Optional<Hold> hold =
        order.reason().map(reason -> new Hold(reason, clock.instant(), order.by()));
    // One change at a time, or an older list could be the last that is written.
    return writer.alone(order.tenant(), () -> set(what, hold));
  }

  private Future<HoldSet> set(Holds.Held what, Optional<Hold> hold) {
    Holds next = hold.map(set -> holds.with(what, set)).orElseGet(() -> holds.without(what));
    return writer
        .work(
            () -> {
              file.write(next);
              return new HoldSet(hold);
            })
        .map(
            written -> {
              boolean changes = hold.isPresent() || !holds.equals(next);
              holds = next;
              if (changes) {
                recorder.said(what.tenant(), what.id(), hold.isPresent() ? Op.HOLD : Op.RELEASE);
              }
              return written;
            });
  }

  /** Looks at what would go; nothing is written. */
  Future<PlanMade> plan(PlanOrder order) {
    Instant now = clock.instant();
    Instant at = order.at().filter(now::isBefore).orElse(now);
    Standing standing = standing();
    return writer
        .work(() -> Plan.of(index.known().all(), standing, at, order.tenant()))
        .map(
            plan -> {
              String id = ids.get();
              Instant expiresAt = now.plus(LIFE);
              remember(id, new Made(plan, expiresAt, at.equals(now)));
              return new PlanMade(id, plan, expiresAt);
            });
  }

  private void remember(String id, Made made) {
    plans.values().removeIf(old -> old.expiresAt.isBefore(clock.instant()));
    plans.put(id, made);
    while (areTooMany()) {
      plans.remove(plans.keySet().iterator().next());
    }
  }

  /** Whether plans take too much memory; a few are kept whatever they take. */
  private boolean areTooMany() {
    long planned = plans.values().stream().mapToLong(made -> made.plan.delete().size()).sum();
    return plans.size() > MOST_PLANS || (plans.size() > FEW_PLANS && planned > MOST_PLANNED);
  }

  /** Lets go of those files of a plan that may go at this moment, too. */
  Future<RunDone> run(RunOrder order) {
    Made made = plans.get(order.plan());
    if (made == null || made.expiresAt.isBefore(clock.instant())) {
      throw problem(
          ProblemType.GC_PLAN_UNKNOWN,
          "There is no such plan, or it is older than an hour. Make one, and run that.");
    }
    if (!made.runnable) {
      throw problem(
          ProblemType.GC_NOT_RUNNABLE,
          "The plan looks ahead and cannot be run. Make one without at.");
    }
    List<Future<Void>> logs =
        made.plan.delete().stream()
            .map(Deletion::tenant)
            .distinct()
            .map(tenant -> recorder.active(tenant).opening())
            .toList();
    // Files of those tenants whose logs stopped are left; if there are no others, it is said so.
    return logs.isEmpty()
        ? once(order.plan(), made)
        : Future.any(logs).compose(any -> once(order.plan(), made));
  }

  private Future<RunDone> once(String name, Made made) {
    if (made.done) {
      throw problem(
          ProblemType.GC_PLAN_DONE, "The plan was run before. Make a new one, and run that.");
    }
    made.done = true;
    return runs.run(name, made.plan, this::standing);
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return Problem.of(type, detail).asException();
  }
}
