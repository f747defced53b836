package io.decisionos.gateway.storage;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Sees to it that of several gateways one begins a request that is repeated. Never blocks. */
public interface AnswerClaims {
  /** After so long whoever has begun counts as gone: no request takes as long. */
  Duration LASTS = Duration.ofSeconds(10);

  /**
   * Finds the answer that was kept, or takes its name for whoever begins.
   *
   * @param claim names who begins
   */
  Future<Claimed> claim(StoreKey key, String claim);

  /** Gives the name back, if it is still taken by this one. */
  Future<Void> release(StoreKey key, String claim);

  /**
   * What came of it.
   *
   * @param kept the first answer, if there is one
   * @param isElsewhere whether another one has begun, and has no answer yet
   */
  record Claimed(Optional<Entry> kept, boolean isElsewhere) {}
}
