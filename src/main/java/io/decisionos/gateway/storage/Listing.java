package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Utf8;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a page of a tenant's entries.
 *
 * @param prefix of the names, empty for all
 * @param after the last name of the page before
 * @param limit at most so many lines, at least 1
 */
public record Listing(TenantId tenant, String prefix, Optional<String> after, int limit)
    implements OfTenant {

  /** The first name that the page may hold, where {@link #after} is left out. */
  public String start() {
    return after.filter(name -> Utf8.BY_CODE_POINT.compare(name, prefix) > 0).orElse(prefix);
  }

  /**
   * The page: names by code point, without those that have expired.
   *
   * @param more whether another page follows
   */
  public record Page(List<Line> lines, boolean more) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /** One entry without its body. */
  public record Line(String name, EntityTag tag, Instant expiresAt) {}
}
