package io.decisionos.gateway.config;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.again.EarliestTimer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Takes the sweeps of a directory in slices: files that an event names meanwhile are looked at
 * between two of them, and wait for milliseconds instead of for a hundred thousand others. Confined
 * to the context that it is used in.
 */
final class SlicedSweep<T> {
  private static final Duration SLICE = Duration.ofMillis(20);

  private final WatchedDirectory<T> directory;
  private final Runnable walked;
  private final Consumer<Throwable> failed;
  private final EarliestTimer nextSlice;
  private State state = State.NONE;
  private long nanos;
  private PastLook past = PastLook.after(0);

  private enum State {
    NONE,
    UNDER_WAY,
    WALKED
  }

  /**
   * Of a directory that is not swept yet.
   *
   * @param walked runs when all files have been looked at, for somebody to end the sweep
   * @param failed gets what a look threw, for somebody to cancel the sweep
   */
  SlicedSweep(
      Vertx vertx, WatchedDirectory<T> directory, Runnable walked, Consumer<Throwable> failed) {
    this.directory = directory;
    this.walked = walked;
    this.failed = failed;
    this.nextSlice = new EarliestTimer(vertx, () -> turn(this::goOn));
  }

  boolean isUnderWay() {
    return state != State.NONE;
  }

  /** Whether all files have been looked at, and the sweep waits to be ended. */
  boolean isWalked() {
    return state == State.WALKED;
  }

  /** The last one that ended. */
  PastLook past() {
    return past;
  }

  /**
   * Begins one where none is under way.
   *
   * @param before runs first; what it throws fails the sweep
   */
  void begin(Runnable before) {
    state = State.UNDER_WAY;
    nanos = 0;
    turn(
        () -> {
          before.run();
          long begin = System.nanoTime();
          directory.beginSweep();
          nanos += System.nanoTime() - begin;
          goOn();
        });
  }

  private void turn(Runnable step) {
    Again.attempt(
            () -> {
              step.run();
              return Future.succeededFuture();
            })
        .onFailure(failed::accept);
  }

  private void goOn() {
    long begin = System.nanoTime();
    boolean isOver = directory.goOn(() -> System.nanoTime() - begin >= SLICE.toNanos());
    nanos += System.nanoTime() - begin;
    if (isOver) {
      state = State.WALKED;
      walked.run();
    } else {
      nextSlice.within(Duration.ZERO);
    }
  }

  /** Ends the one whose files have all been looked at, and tells what it found. */
  DirectoryContents<T> end(SettleTimes times) {
    long begin = System.nanoTime();
    var contents = directory.endSweep(times);
    past = PastLook.after(nanos + System.nanoTime() - begin);
    state = State.NONE;
    return contents;
  }

  void cancel() {
    state = State.NONE;
    nextSlice.cancel();
  }
}
