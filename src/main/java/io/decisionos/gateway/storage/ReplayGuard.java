package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Allows each pair of nonce and timestamp at most once, ever. A nonce is kept until the later of
 * {@link #RETENTION} from now and {@link #RETENTION} after its timestamp; after that its timestamp
 * is out of any tenant's skew. This holds as the guard's clock never runs backwards, restarts
 * included: if the machine's clock steps back, the guard's stands still until it is caught up.
 *
 * <p>Futures fail as those of {@link EtagStore}. A refused nonce is not used up.
 *
 * <p>Thread rule: an instance belongs to the context that opened it; call it from there.
 */
public interface ReplayGuard {
  /** How long a nonce is remembered, and the largest skew that a tenant may have. */
  Duration RETENTION = Duration.ofMinutes(5);

  Future<Verdict> admit(Claim claim);

  /**
   * Says that a message was made at a time and not sent before.
   *
   * @param timestampMillis when the message was made, since the epoch
   * @param skew how far the guard's clock and the timestamp may differ, at most {@link #RETENTION}
   * @param allowance how many bytes the tenant may hold with it, if nonces are counted among them
   * @param once as in {@link Terms}: who comes again with the name hears again that it was allowed
   */
  record Claim(
      Nonce nonce, long timestampMillis, Duration skew, long allowance, Optional<StoreKey> once)
      implements OfTenant {
    public Claim {
      if (skew.isNegative() || skew.compareTo(RETENTION) > 0) {
        throw new IllegalArgumentException("skew out of range");
      }
    }

    /** A claim without a bound. */
    public Claim(Nonce nonce, long timestampMillis, Duration skew, Optional<StoreKey> once) {
      this(nonce, timestampMillis, skew, Long.MAX_VALUE, once);
    }

    /** The same, with a bound. */
    public Claim within(long bytes) {
      return new Claim(nonce, timestampMillis, skew, bytes, once);
    }

    @Override
    public TenantId tenant() {
      return nonce.tenant();
    }

    /** Whether the timestamp is too far from the given time; no pair of numbers overflows it. */
    public boolean skewedAt(long nowMillis) {
      long earliest = nowMillis - skew.toMillis();
      long latest = nowMillis + skew.toMillis();
      return timestampMillis < earliest || timestampMillis > latest;
    }

    /** The last moment at which the nonce must still be remembered. */
    public long keptUntil(long nowMillis) {
      return Math.max(nowMillis, timestampMillis) + RETENTION.toMillis();
    }
  }

  /** The guard's answer; clock skew is looked at before existence. */
  enum Verdict {
    ALLOW,
    REJECT_EXIST,
    REJECT_CLOCKSKEW
  }
}
