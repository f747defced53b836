package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures in tests. */
public final class Outcomes {
  private Outcomes() {}

  /** The value of a future that must succeed soon. */
  public static <T> T resultOf(Future<T> future) {
    return settled(future).join();
  }

  /** The problem of a future that must fail with one soon. */
  public static Problem problemOf(Future<?> future) {
    Throwable cause = settled(future).handle((value, failure) -> failure).join();
    if (cause instanceof CompletionException wrapped) {
      cause = wrapped.getCause();
    }
    assertThat(cause).isInstanceOf(ProblemException.class);
    return ((ProblemException) cause).problem();
  }

  private static <T> CompletableFuture<T> settled(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS);
  }
}
