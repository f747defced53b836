package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** One nonce of one tenant: 1 to 256 visible ASCII characters. */
public record Nonce(TenantId tenant, String value) {
  private static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException if the value is not well-formed; hostile input goes through
   *     {@link #parse}
   */
  public Nonce {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a nonce");
    }
  }

  /** The nonce that the text spells, or empty where it is none. */
  public static Optional<Nonce> parse(TenantId tenant, String value) {
    return wellFormed(value) ? Optional.of(new Nonce(tenant, value)) : Optional.empty();
  }

  private static boolean wellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c >= 0x21 && c <= 0x7e);
  }
}
