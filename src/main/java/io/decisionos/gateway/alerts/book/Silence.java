package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.Map;

/**
 * Keeps alerts quiet for a while.
 *
 * @param match labels that an alert must have, at least one
 * @param by who made it
 */
public record Silence(
    String id, Map<String, String> match, Instant from, Instant until, String comment, String by) {

  public Silence {
    match = Map.copyOf(match);
  }

  boolean covers(AlertLabels labels, Instant now) {
    return now.isBefore(until)
        && match.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.values().get(wanted.getKey())));
  }
}
