package io.decisionos.gateway.http;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/** Keeps first answers for ten minutes, across restarts. Thread-safe. */
public interface AnswerMemory {
  /**
   * Finds what was kept.
   *
   * @param key the caller's {@code Idempotency-Key}
   */
  Future<Optional<KeptAnswer>> recall(TenantId tenant, String key);

  /** Completes when the answer is kept. */
  Future<Void> keep(TenantId tenant, String key, KeptAnswer answer);
}
