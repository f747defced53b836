package io.decisionos.gateway.ops;

import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of {@code GET /ops/tenants} somebody wants.
 *
 * @param text in lower case, to be found in the id, the name or the file's name
 * @param faulty whether the file has errors
 * @param after the file's name of the last row of the page before
 * @param withFields whether each row has the whole file beside it
 */
record TenantFilter(
    Optional<String> text,
    Optional<String> status,
    Optional<Boolean> faulty,
    Optional<String> after,
    int limit,
    boolean withFields) {
  /** Every row. */
  static final TenantFilter ALL =
      new TenantFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Integer.MAX_VALUE,
          false);

  private static final int MOST_LIMIT = 1000;
  private static final int MOST_TEXT = 256;
  private static final Map<String, String> STATUS =
      Map.of("active", "active", "suspended", "suspended", "invalid", "invalid");
  private static final Map<String, Boolean> BOOL = Map.of("true", true, "false", false);

  static TenantFilter of(Query query) {
    Optional<String> text = query.once("q").filter(q -> !q.isBlank());
    if (text.isPresent() && text.get().length() > MOST_TEXT) {
      throw Call.invalid("Send q in at most " + MOST_TEXT + " characters.");
    }
    return new TenantFilter(
        text.map(q -> q.strip().toLowerCase(Locale.ROOT)),
        query.word("status", STATUS),
        query.word("faulty", BOOL),
        query.once("cursor"),
        Math.toIntExact(query.number("limit", 1, MOST_LIMIT).orElse((long) Integer.MAX_VALUE)),
        query.word("fields", BOOL).orElse(false));
  }

  boolean admits(TenantRow row) {
    return text.map(row::mentions).orElse(true)
        && status.map(row.status()::equals).orElse(true)
        && faulty.map(wanted -> wanted == row.isFaulty()).orElse(true);
  }
}
