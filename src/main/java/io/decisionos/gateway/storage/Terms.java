package io.decisionos.gateway.storage;

import java.time.Duration;
import java.util.Optional;

/**
 * The terms on which an entry is written or removed.
 *
 * @param allowance how many bytes the tenant may hold after a write
 * @param once a name under which it is done at most once: who comes again with the name, whatever
 *     happened to the gateway meanwhile, hears the outcome of what was done and changes nothing. A
 *     refusal is not remembered.
 */
public record Terms(Precondition condition, long allowance, Optional<StoreKey> once) {
  /** For how long the outcome of what is done once is remembered. */
  public static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** No condition and no bound. */
  public static final Terms NONE = of(Precondition.NONE);

  /** A condition and no bound. */
  public static Terms of(Precondition condition) {
    return new Terms(condition, Long.MAX_VALUE, Optional.empty());
  }
}
