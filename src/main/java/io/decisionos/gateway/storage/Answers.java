package io.decisionos.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/**
 * First answers to requests with an {@code Idempotency-Key}, kept for {@link Terms#REMEMBERED}. Of
 * several gateways that share them one begins a request. Never holds up others.
 */
public interface Answers {
  /** After so long whoever has begun counts as gone: no request takes as long. */
  Duration LASTS = Duration.ofSeconds(10);

  /**
   * Finds the answer that was kept, or notes who begins.
   *
   * @param claim names who begins
   * @return fails if there is no answer and no room for one, so that nothing is done that a repeat
   *     would do again
   */
  Future<Begun> begin(StoreKey key, String claim);

  /**
   * What was begun is over.
   *
   * @param answer what repeats get; empty if they shall try themselves
   * @return completes when the answer is kept
   */
  Future<Void> end(StoreKey key, String claim, Optional<Buffer> answer);

  /**
   * What came of a beginning.
   *
   * @param kept the first answer, if there is one
   * @param isElsewhere whether another one has begun, and has no answer yet
   */
  record Begun(Optional<Entry> kept, boolean isElsewhere) {}
}
