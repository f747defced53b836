package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.EvidenceChannels.RunDone;
import io.decisionos.gateway.evidence.EvidenceChannels.Skipped;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.keep.Plan;
import io.decisionos.gateway.evidence.keep.Plan.Deletion;
import io.decisionos.gateway.evidence.keep.Retention;
import io.decisionos.gateway.evidence.keep.Skip;
import io.decisionos.gateway.evidence.keep.Standing;
import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.Op;
import io.decisionos.gateway.evidence.store.RunFile;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs of plans: each file is read and judged once more right before it goes, a few at a time, so
 * that who hands in and locks meanwhile waits for no whole run. Confined to the evidence verticle.
 */
final class Runs {
  /** So many files are let go of before others have their turn. */
  private static final int STEP = 64;

  /** After this time the newest files of a tenant are looked for anew. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final EvidenceIndex index;
  private final EvidenceWriter writer;
  private final EvidenceRecorder recorder;
  private final RunFile file;
  private final Clock clock;

  Runs(EvidenceIndex index, EvidenceWriter writer, EvidenceRecorder recorder, RunFile file) {
    this.file = file;
    this.index = index;
    this.writer = writer;
    this.recorder = recorder;
    this.clock = recorder.clock();
  }

  /** A run under way. */
  private static final class Run {
    final String name;
    final Plan plan;
    final Supplier<Standing> standing;
    final Promise<RunDone> over = Promise.promise();
    final List<Deletion> deleted = new ArrayList<>();
    final List<Skipped> skipped = new ArrayList<>();
    Optional<Rules> rules = Optional.empty();
    int next;

    Run(String name, Plan plan, Supplier<Standing> standing) {
      this.name = name;
      this.plan = plan;
      this.standing = standing;
    }

    /** The next few files, all of one tenant. */
    List<Deletion> step() {
      List<Deletion> all = plan.delete();
      int end = next;
      while (end < all.size()
          && end < next + STEP
          && all.get(end).tenant().equals(all.get(next).tenant())) {
        end++;
      }
      List<Deletion> step = all.subList(next, end);
      next = end;
      return step;
    }
  }

  /** The rules for a tenant as they were found at a moment. */
  private record Rules(TenantId tenant, Instant at, Optional<Retention> rules) {
    boolean holdFor(TenantId other, Instant now) {
      return tenant.equals(other) && Duration.between(at, now).compareTo(FRESH) < 0;
    }
  }

  /** What became of a few files. */
  private record Outcome(Rules rules, List<Deletion> deleted, List<Skipped> skipped) {}

  /**
   * Completes when every file of the plan has gone or was left for a reason.
   *
   * @param name of the plan
   */
  Future<RunDone> run(String name, Plan plan, Supplier<Standing> standing) {
    var run = new Run(name, plan, standing);
    return writer
        .work(
            () -> {
              file.begin(name);
              return run;
            })
        .compose(
            begun -> {
              next(begun);
              return begun.over.future();
            })
        .compose(done -> ended(name, done));
  }

  /** A run that failed has not ended: what it began is finished at the next start. */
  private Future<RunDone> ended(String name, RunDone done) {
    return writer.work(
        () -> {
          file.end(name);
          return done;
        });
  }

  private void next(Run run) {
    List<Deletion> step = run.step();
    if (step.isEmpty()) {
      run.over.complete(new RunDone(run.deleted, run.skipped));
      return;
    }
    writer
        .alone(step.get(0).tenant(), () -> letGo(run, step))
        .onComplete(done -> next(run), run.over::fail);
  }

  private Future<Void> letGo(Run run, List<Deletion> step) {
    Standing standing = run.standing.get();
    Instant now = clock.instant();
    TenantId tenant = step.get(0).tenant();
    if (recorder.active(tenant).stopped().isPresent()) {
      step.forEach(file -> run.skipped.add(Skipped.of(file, Skip.POLICY)));
      return Future.succeededFuture();
    }
    Optional<Rules> fresh = run.rules.filter(rules -> rules.holdFor(tenant, now));
    return writer
        .work(() -> judge(step, standing, fresh.orElseGet(() -> rules(tenant, standing, now))))
        .compose(
            outcome -> {
              run.rules = Optional.of(outcome.rules());
              run.skipped.addAll(outcome.skipped());
              return bury(run, tenant, outcome.deleted());
            });
  }

  /** Deletes files once the log says so on the disk. */
  private Future<Void> bury(Run run, TenantId tenant, List<Deletion> files) {
    if (files.isEmpty()) {
      return Future.succeededFuture();
    }
    TenantRecorder log = recorder.active(tenant);
    Instant now = clock.instant();
    return log.opening()
        .compose(
            v -> {
              files.forEach(file -> log.write(tombstone(run, file, now)));
              return log.durable();
            })
        .compose(
            v ->
                writer.work(
                    () -> {
                      for (Deletion file : files) {
                        writer.store().delete(file.entry().path());
                      }
                      return files;
                    }))
        .map(
            deleted -> {
              run.deleted.addAll(deleted);
              writer.tell(Changes.gone(deleted.stream().map(f -> f.entry().path()).toList()));
              return null;
            });
  }

  private static Leaf tombstone(Run run, Deletion file, Instant now) {
    EvidenceEntry entry = file.entry();
    var by = new Leaf.Tombstone(run.name, file.rule());
    return new Leaf(
        now, Op.DELETE, entry.path(), entry.sha256(), entry.print().size(), Optional.of(by));
  }

  private Rules rules(TenantId tenant, Standing standing, Instant now) {
    List<EvidenceEntry> own =
        index.known().all().stream()
            .filter(entry -> entry.owner().equals(Optional.of(tenant)))
            .toList();
    return new Rules(tenant, now, standing.rules(tenant, own));
  }

  private Outcome judge(List<Deletion> step, Standing standing, Rules rules) {
    var deleted = new ArrayList<Deletion>();
    var skipped = new ArrayList<Skipped>();
    for (Deletion planned : step) {
      EvidencePath path = planned.entry().path();
      Optional<EvidenceEntry> now = writer.store().current(path);
      Optional<Skip> skip = Skip.of(planned, now, standing, rules.rules(), clock.instant());
      if (skip.isPresent()) {
        skipped.add(Skipped.of(planned, skip.get()));
      } else {
        deleted.add(planned);
      }
    }
    return new Outcome(rules, deleted, skipped);
  }
}
