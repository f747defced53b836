package io.decisionos.gateway.tenant;

import java.util.Optional;

/**
 * A tenant's id: 1 to 63 characters of {@code a-z}, {@code 0-9} and {@code -}, not beginning or
 * ending with {@code -}. One that exists is well-formed.
 */
public record TenantId(String value) implements Comparable<TenantId> {
  /** The form of an id as a regular expression, for schemas and error texts. */
  public static final String FORM = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /** The bucket for what belongs to nobody; no tenant may be called so. */
  public static final String RESERVED = "unknown";

  private static final int MAX_LENGTH = 63;

  /**
   * @throws IllegalArgumentException if the value is not well-formed; hostile input goes through
   *     {@link #parse}
   */
  public TenantId {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  /** The id that the text spells, or empty if it is none. */
  public static Optional<TenantId> parse(String text) {
    return wellFormed(text) ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  /** Tells whether the text has the form of a tenant id; by hand, as every request asks this. */
  public static boolean wellFormed(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean innerHyphen = c == '-' && i > 0 && i < length - 1;
      if (!alphanumeric && !innerHyphen) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
