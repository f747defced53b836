package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why somebody was told of an alert, or nobody.
 *
 * @param told when each receiver was told
 * @param next when something is told next
 * @param why the routes and rules that decided, for people
 */
public record Explanation(Map<String, Instant> told, Optional<Instant> next, String why) {
  private static final String NOBODY =
      "nobody is told: alerts.yaml has no route; name a receiver and a route there";

  /** What one route has to do with it. */
  record Part(String receiver, Optional<Instant> told, Optional<Instant> next, String why) {}

  /** Likewise, if another gateway tells, or nobody does. */
  Explanation by(Teller teller) {
    String who =
        teller.name().isEmpty()
            ? "nobody tells what is the fleet's while Redis does not say which gateway does"
            : "gateway " + teller.name() + " tells what is the fleet's";
    return new Explanation(told, Optional.empty(), who + "; " + why);
  }

  static Explanation of(List<Part> parts) {
    var told = new TreeMap<String, Instant>();
    parts.forEach(part -> part.told().ifPresent(at -> told.put(part.receiver(), at)));
    Optional<Instant> next =
        parts.stream().flatMap(part -> part.next().stream()).min(Instant::compareTo);
    String why = parts.stream().map(Part::why).collect(Collectors.joining("; "));
    return new Explanation(told, next, parts.isEmpty() ? NOBODY : why);
  }
}
