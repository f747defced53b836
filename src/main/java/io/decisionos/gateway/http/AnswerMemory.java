package io.decisionos.gateway.http;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/** Keeps first answers for ten minutes, across restarts. Thread-safe. */
public interface AnswerMemory {
  /**
   * Finds what was kept, or notes that a first request begins.
   *
   * @param key the caller's {@code Idempotency-Key}
   * @param claim names this beginning, unlike any other
   */
  Future<Begun> begin(TenantId tenant, String key, String claim);

  /** Notes that what has begun is over, whether or not its answer is kept. */
  Future<Void> end(TenantId tenant, String key, String claim);

  /**
   * What came of a beginning.
   *
   * @param kept the first answer, if there is one
   * @param isElsewhere whether another gateway has begun and not ended, so that one has to wait
   */
  record Begun(Optional<KeptAnswer> kept, boolean isElsewhere) {}

  /** Completes when the answer is kept. */
  Future<Void> keep(TenantId tenant, String key, KeptAnswer answer);
}
