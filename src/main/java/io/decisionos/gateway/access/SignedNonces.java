package io.decisionos.gateway.access;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;

/** Where the nonces of signed requests are used up. Thread-safe. */
@FunctionalInterface
public interface SignedNonces {
  /** What became of a nonce. */
  enum Outcome {
    /** It was new, and is used up now. */
    FRESH,
    /** It was used before. */
    USED,
    /** Its time is too far from that of whoever remembers nonces; it is not used up. */
    OUT_OF_TIME
  }

  /** Uses up a nonce; fails if it cannot be known whether it was new. */
  Future<Outcome> use(TenantId tenant, SignedNonce nonce);
}
