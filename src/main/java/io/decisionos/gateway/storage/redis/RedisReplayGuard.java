package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.Terms;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Nonces in Redis under {@link io.decisionos.gateway.storage.Nonce#key}. Each tenant's clock is
 * kept there too, so that it never runs backwards for any of the gateways that share it. Never
 * blocks.
 */
record RedisReplayGuard(RedisData data, InstantSource clock) implements ReplayGuard {

  @Override
  public Future<Verdict> admit(Claim claim) {
    String tenant = data.keys().of(claim.nonce().tenant());
    String nonce = claim.nonce().marked();
    var call =
        RedisCall.write(
            "admit",
            claim.nonce().key(tenant),
            tenant,
            nonce,
            clock.millis(),
            claim.timestampMillis(),
            claim.skew().toMillis(),
            RETENTION.toMillis(),
            RedisEtagStore.once(claim.once()),
            Terms.REMEMBERED.toMillis(),
            RedisEtagStore.allowance(claim.allowance()),
            data.share(claim.nonce().tenant()));
    return data.ask(call).map(answer -> verdict(answer.get(0).toString()));
  }

  private static Verdict verdict(String word) {
    if (word.startsWith("TENANT_")) {
      throw RedisEtagStore.full(word).asException();
    }
    return Verdict.valueOf(word);
  }
}
