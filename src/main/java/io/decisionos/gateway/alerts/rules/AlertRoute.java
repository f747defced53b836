package io.decisionos.gateway.alerts.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A node of the tree of routes, with what it inherits filled in.
 *
 * @param path where it stands in the file, such as {@code route.routes[1]}
 * @param match labels that an alert must have; empty: any
 * @param goesOn whether the routes after it are looked at too
 */
public record AlertRoute(
    String path,
    String receiver,
    List<String> groupBy,
    Waits waits,
    Map<String, String> match,
    boolean goesOn,
    List<AlertRoute> routes) {
  /** Stands for all labels in {@code group_by}. */
  public static final String ALL_LABELS = "...";

  /** How long until what is told. */
  public record Waits(Duration first, Duration interval, Duration repeat) {
    /** What holds if no route says otherwise. */
    public static final Waits USUAL =
        new Waits(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(4));

    /** Until a group that was told is looked at again, as it changed or goes on. */
    public Duration shorter() {
      return repeat.compareTo(interval) < 0 ? repeat : interval;
    }
  }

  public AlertRoute {
    groupBy = List.copyOf(groupBy);
    match = Map.copyOf(match);
    routes = List.copyOf(routes);
  }

  /** The routes that decide about an alert: the deepest that match, in the order of the file. */
  public List<AlertRoute> decide(Map<String, String> labels) {
    if (!matches(labels)) {
      return List.of();
    }
    var found = new ArrayList<AlertRoute>();
    for (AlertRoute child : routes) {
      List<AlertRoute> below = child.decide(labels);
      found.addAll(below);
      if (!below.isEmpty() && !child.goesOn()) {
        return found;
      }
    }
    return found.isEmpty() ? List.of(this) : found;
  }

  private boolean matches(Map<String, String> labels) {
    return match.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.getOrDefault(wanted.getKey(), "")));
  }

  /** Whether this route or one below it names a receiver. */
  boolean names(String name) {
    return receiver.equals(name) || routes.stream().anyMatch(child -> child.names(name));
  }

  /** The labels by which an alert is put together with others. */
  public Map<String, String> groupOf(Map<String, String> labels) {
    var group = new TreeMap<String, String>();
    labels.forEach(
        (name, value) -> {
          if (groupBy.contains(name) || groupBy.contains(ALL_LABELS)) {
            group.put(name, value);
          }
        });
    return group;
  }

  /** The rule in words. */
  public String describe() {
    return match.isEmpty()
        ? path + " (matches every alert)"
        : new TreeMap<>(match)
            .entrySet().stream()
                .map(wanted -> wanted.getKey() + "=" + wanted.getValue())
                .collect(Collectors.joining(", ", path + " (matches ", ")"));
  }
}
