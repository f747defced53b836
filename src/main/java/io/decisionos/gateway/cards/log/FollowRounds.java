package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.cards.follow.FileFollower;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at the files of other processes, again and again. For one thread. */
final class FollowRounds {
  /** Looking takes at most about one part in so many of a thread. */
  private static final long REST = 9;

  private final Vertx vertx;
  private final FileFollower follower;
  private final Duration pause;
  private final Promise<Void> caughtUp = Promise.promise();
  private Future<Boolean> looking = Future.succeededFuture(false);
  private boolean stopping;

  /**
   * @param pause between two looks, if there is not more to read at once
   */
  FollowRounds(Vertx vertx, FileFollower follower, Duration pause) {
    this.vertx = vertx;
    this.follower = follower;
    this.pause = pause;
  }

  /** Looks now, and so on. */
  void look() {
    long begin = System.nanoTime();
    looking = Again.attempt(follower::look);
    looking.onComplete(
        looked -> {
          boolean more = looked.succeeded() && looked.result();
          if (!more) {
            caughtUp.tryComplete();
          }
          long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
          lookAfter(more ? 0 : Math.max(pause.toMillis(), REST * took));
        });
  }

  private void lookAfter(long millis) {
    if (!stopping) {
      vertx.setTimer(Math.max(1, millis), id -> look());
    }
  }

  /** Completes when everything was read once that there was. */
  Future<Void> caughtUp() {
    return caughtUp.future();
  }

  /** No look comes after the one that runs. */
  void stop() {
    stopping = true;
  }

  /** Completes when the look that runs is over, whatever came of it. */
  Future<Void> over() {
    return looking.transform(looked -> Future.succeededFuture());
  }
}
