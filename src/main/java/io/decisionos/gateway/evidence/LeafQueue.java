package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Leaves on their way onto the disk, many at a time, and who waits for them. Confined to the
 * evidence verticle.
 */
final class LeafQueue {
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 20_000;

  private final LogWork work;
  private final Supplier<Optional<TenantLog>> log;
  private final Consumer<Throwable> failed;
  private final Queue<Waiter> waiters = new ArrayDeque<>();
  private List<Leaf> pending = new ArrayList<>();
  private Instant committedAt = Instant.MIN;
  private boolean committing;
  private boolean urgent;
  private boolean unsigned;

  /** Who waits until the log has so many leaves. */
  private record Waiter(long size, Promise<Void> done) {}

  /**
   * @param log where leaves go; none while it is not open
   * @param failed hears why leaves could not be written
   */
  LeafQueue(LogWork work, Supplier<Optional<TenantLog>> log, Consumer<Throwable> failed) {
    this.work = work;
    this.log = log;
    this.failed = failed;
  }

  void add(Leaf leaf) {
    pending.add(leaf);
  }

  /** Others sign from now on: has the log signed by them, leaves or none. */
  void sign() {
    unsigned = true;
  }

  boolean isEmpty() {
    return pending.isEmpty() && !unsigned;
  }

  boolean isCommitting() {
    return committing;
  }

  /** Hands out what is not written yet. */
  List<Leaf> takeAll() {
    List<Leaf> all = pending;
    pending = new ArrayList<>();
    return all;
  }

  /** Nobody may wait any longer, and of what is not written only some is kept. */
  void giveUp(Throwable why, Predicate<Leaf> kept) {
    pending.removeIf(kept.negate());
    waiters.forEach(waiter -> waiter.done.fail(why));
    waiters.clear();
  }

  /** Completes when the log has so many leaves on the disk, which is hurried. */
  Future<Void> until(long size) {
    Promise<Void> done = Promise.promise();
    waiters.add(new Waiter(size, done));
    urgent = true;
    commit();
    return done.future();
  }

  /** Writes what waits, at most once a second unless somebody waits for it. */
  void step(Instant now) {
    if (!now.isBefore(committedAt.plus(COMMIT_EVERY))) {
      commit();
    }
  }

  private void commit() {
    if (!committing && !isEmpty()) {
      log.get().ifPresent(this::commit);
    }
  }

  private void commit(TenantLog open) {
    committing = true;
    urgent = false;
    unsigned = false;
    committedAt = work.now();
    List<Leaf> batch = List.copyOf(pending.subList(0, Math.min(pending.size(), MOST_AT_ONCE)));
    work.run(
            () ->
                batch.isEmpty()
                    ? open.signAnew()
                    : open.append(batch.stream().map(Leaf::bytes).toList()))
        .onComplete(
            signed -> {
              committing = false;
              pending.subList(0, batch.size()).clear();
              committed(signed.size());
            },
            cause -> {
              committing = false;
              failed.accept(cause);
            });
  }

  private void committed(long size) {
    while (!waiters.isEmpty() && waiters.peek().size <= size) {
      waiters.remove().done.complete();
    }
    if (urgent || !waiters.isEmpty()) {
      commit();
    }
  }
}
