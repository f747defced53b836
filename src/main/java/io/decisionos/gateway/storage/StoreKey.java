package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Utf8;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Names one entry of one tenant: 1 to 512 bytes of UTF-8, any code points, NUL included. There is
 * no way to name an entry without its tenant. Ordered by tenant, then by code point.
 */
public record StoreKey(TenantId tenant, String name) implements Comparable<StoreKey> {
  /** The longest name, in bytes of UTF-8. */
  public static final int MAX_BYTES = 512;

  /**
   * @throws IllegalArgumentException if the name is not well-formed; hostile input goes through
   *     {@link #parse}
   */
  public StoreKey {
    if (!wellFormed(name)) {
      throw new IllegalArgumentException("not a resource key");
    }
  }

  /** The key that the text names, or empty if it is no name. */
  public static Optional<StoreKey> parse(TenantId tenant, String name) {
    return wellFormed(name) ? Optional.of(new StoreKey(tenant, name)) : Optional.empty();
  }

  /** The size of the name in bytes of UTF-8. */
  public int bytes() {
    return Utf8.length(name).orElseThrow();
  }

  private static boolean wellFormed(String name) {
    OptionalInt bytes = Utf8.length(name);
    return bytes.isPresent() && bytes.getAsInt() >= 1 && bytes.getAsInt() <= MAX_BYTES;
  }

  @Override
  public int compareTo(StoreKey other) {
    int byTenant = tenant.compareTo(other.tenant);
    return byTenant != 0 ? byTenant : Utf8.BY_CODE_POINT.compare(name, other.name);
  }
}
