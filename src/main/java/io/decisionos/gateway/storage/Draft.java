package io.decisionos.gateway.storage;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * What a write wants to store.
 *
 * @param body kept byte for byte; nobody may change it after handing it over
 */
public record Draft(Buffer body, Duration ttl) {
  /** How long an entry lives if the caller does not say. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(60);

  /** The longest life that a caller may ask for. */
  public static final Duration MAX_TTL = Duration.ofDays(1);

  /** The largest body, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  public Draft {
    if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("ttl out of range");
    }
    if (body.length() > MAX_BODY) {
      throw new IllegalArgumentException("body too large");
    }
  }
}
