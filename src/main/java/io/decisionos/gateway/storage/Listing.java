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

  /** The first name that the page may hold, if {@link #after} is left out. */
  public String start() {
    return after.filter(name -> Utf8.BY_CODE_POINT.compare(name, prefix) > 0).orElse(prefix);
  }

  /**
   * The page: names by code point, without those that have expired. It may be short, or empty,
   * though another one follows.
   *
   * @param next the name behind which the next page begins; empty if this one is the last
   */
  public record Page(List<Line> lines, Optional<String> next) {
    public Page {
      lines = List.copyOf(lines);
    }

    /** A page that the next one follows at once. */
    public static Page before(List<Line> lines) {
      return new Page(lines, Optional.of(lines.get(lines.size() - 1).name()));
    }

    /** The last page. */
    public static Page last(List<Line> lines) {
      return new Page(lines, Optional.empty());
    }
  }

  /** One entry without its body. */
  public record Line(String name, EntityTag tag, Instant expiresAt) {}
}
