package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What could not be followed at a look, read by operators only. Immutable.
 *
 * @param look why nothing at all could be looked at
 * @param files causes by the names of a tenant's files, in order; an empty name is the folder
 */
public record Unreadable(Optional<String> look, Map<TenantId, Map<String, String>> files) {
  public static final Unreadable NOTHING = new Unreadable(Optional.empty(), Map.of());

  /** More need not be read to know what to do. */
  private static final int MOST_LISTED = 100;

  public boolean isEmpty() {
    return look.isEmpty() && files.isEmpty();
  }

  /** What is wrong, by the example of the first file. */
  public String cause() {
    return look.or(() -> files.entrySet().stream().findFirst().map(Unreadable::first)).orElse("");
  }

  private static String first(Map.Entry<TenantId, Map<String, String>> tenant) {
    var file = tenant.getValue().entrySet().iterator().next();
    return tenant.getKey() + "/" + file.getKey() + " (" + file.getValue() + ")";
  }

  /** The first of the files, each with its tenant. */
  public List<String> listed() {
    return files.entrySet().stream()
        .flatMap(
            of ->
                of.getValue().keySet().stream().map(name -> of.getKey() + "/" + Printable.of(name)))
        .limit(MOST_LISTED)
        .toList();
  }
}
