package io.decisionos.gateway.http;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/** Keeps first answers for ten minutes, across restarts. Thread-safe. */
public interface AnswerMemory {
  /**
   * Finds what was kept, or notes that a first request begins.
   *
   * @param claim names this beginning, unlike any other
   */
  Future<Begun> begin(Name name, String claim);

  /**
   * Notes that what has begun is over.
   *
   * @param answer what its repeats get; empty if they shall try themselves
   * @return completes when the answer is kept
   */
  Future<Void> end(Name name, String claim, Optional<KeptAnswer> answer);

  /**
   * What came of a beginning.
   *
   * @param kept the first answer, if there is one
   * @param isElsewhere whether another gateway has begun and not ended, so that one has to wait
   */
  record Begun(Optional<KeptAnswer> kept, boolean isElsewhere) {}

  /**
   * Under what an answer is kept, and for which request.
   *
   * @param key the caller's {@code Idempotency-Key}
   * @param trace the W3C trace context of the request
   */
  record Name(TenantId tenant, String key, Optional<String> trace) {}
}
