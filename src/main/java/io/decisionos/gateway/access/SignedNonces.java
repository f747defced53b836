package io.decisionos.gateway.access;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;

/** Where the nonces of signed requests are used up. Thread-safe. */
@FunctionalInterface
public interface SignedNonces {
  /**
   * Uses up a nonce.
   *
   * @return whether it was new; fails where that cannot be known
   */
  Future<Boolean> use(TenantId tenant, SignedNonce nonce);
}
