package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** One nonce of one tenant: 1 to 256 visible ASCII characters. */
public record Nonce(TenantId tenant, String value, Space space) {
  private static final int MAX_LENGTH = 256;

  /** Whose nonces those are; what is used up in one space is new in the other. */
  public enum Space {
    /** Those that callers have checked with {@code POST /replay}. */
    CALLERS("dos:replay:", ""),
    /** Those of signed requests. A blank, which no nonce has, keeps them apart if need be. */
    SIGNED("dos:signed:", " ");

    private final String prefix;
    private final String mark;

    Space(String prefix, String mark) {
      this.prefix = prefix;
      this.mark = mark;
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not well-formed; hostile input goes through
   *     {@link #parse}
   */
  public Nonce {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a nonce");
    }
  }

  /** A nonce of a caller. */
  public Nonce(TenantId tenant, String value) {
    this(tenant, value, Space.CALLERS);
  }

  /** The nonce of a caller that the text spells, or empty if it is none. */
  public static Optional<Nonce> parse(TenantId tenant, String value) {
    return wellFormed(value) ? Optional.of(new Nonce(tenant, value)) : Optional.empty();
  }

  /** The nonce, different for different spaces. */
  public String marked() {
    return space.mark + value;
  }

  /**
   * Its key in a store.
   *
   * @param spelled the tenant as the store's keys spell it
   */
  public String key(String spelled) {
    return space.prefix + spelled + ":" + value;
  }

  private static boolean wellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
  }
}
