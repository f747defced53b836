package io.decisionos.gateway.alerts.rules;

import io.decisionos.gateway.alerts.rules.AlertRoute.Waits;
import io.decisionos.gateway.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the tree of routes. Confined to one read. */
final class AlertRouteReader {
  private static final List<String> USUAL_GROUP = List.of("tenant", "alertname");
  private static final long MOST_MS = Duration.ofDays(30).toMillis();
  private static final int MOST_ROUTES = 1000;

  private final List<String> receivers;
  private int routes;

  /**
   * A reader of one file's routes.
   *
   * @param receivers the names that are listed, also those whose receivers have faults of their own
   */
  AlertRouteReader(List<String> receivers) {
    this.receivers = receivers;
  }

  /** The root, which matches every alert. */
  Optional<AlertRoute> root(Section section) {
    section.require("receiver");
    for (String key : List.of("match", "continue")) {
      if (section.has(key)) {
        section.refuse(key, "this key", "no such key in the first route, which takes every alert");
      }
    }
    var above = new AlertRoute("route", "", USUAL_GROUP, Waits.USUAL, Map.of(), false, List.of());
    return read(section, "route", above).filter(root -> !root.receiver().isEmpty());
  }

  private Optional<AlertRoute> read(Section section, String path, AlertRoute above) {
    if (++routes > MOST_ROUTES) {
      section.refuse("receiver", "more routes", "at most " + MOST_ROUTES);
      return Optional.empty();
    }
    Optional<String> receiver = section.text("receiver");
    receiver.filter(name -> !receivers.contains(name)).ifPresent(name -> refuse(section, name));
    var own =
        new AlertRoute(
            path,
            receiver.orElse(above.receiver()),
            groupBy(section).orElse(above.groupBy()),
            waits(section, above.waits()),
            match(section.section("match")),
            section.bool("continue").orElse(false),
            List.of());
    List<Section> below = section.sections("routes");
    var children = new ArrayList<AlertRoute>();
    for (int i = 0; i < below.size() && routes <= MOST_ROUTES; i++) {
      Section child = below.get(i);
      if (!child.has("match")) {
        child.require("match");
      }
      read(child, path + ".routes[" + i + "]", own).ifPresent(children::add);
    }
    section.close();
    return Optional.of(
        new AlertRoute(
            path, own.receiver(), own.groupBy(), own.waits(), own.match(), own.goesOn(), children));
  }

  private void refuse(Section section, String name) {
    String names = String.join(", ", receivers);
    section.refuse(
        "receiver", '"' + name + '"', names.isEmpty() ? "a listed receiver" : "one of: " + names);
  }

  private static Optional<List<String>> groupBy(Section section) {
    Optional<List<String>> names = section.texts("group_by");
    var seen = new HashSet<String>();
    for (String name : names.orElse(List.of())) {
      boolean known = AlertSettings.LABELS.contains(name) || name.equals(AlertRoute.ALL_LABELS);
      if (!known || !seen.add(name)) {
        section.refuse(
            "group_by",
            '"' + name + '"',
            "labels, each once: " + String.join(", ", AlertSettings.LABELS));
      }
    }
    return names;
  }

  private static Waits waits(Section section, Waits above) {
    return new Waits(
        millis(section, "group_wait_ms", 0).orElse(above.first()),
        millis(section, "group_interval_ms", 1).orElse(above.interval()),
        millis(section, "repeat_interval_ms", 1).orElse(above.repeat()));
  }

  private static Optional<Duration> millis(Section section, String key, long least) {
    return section.integer(key, least, MOST_MS).map(Duration::ofMillis);
  }

  private static Map<String, String> match(Section section) {
    var match = new TreeMap<String, String>();
    for (String label : AlertSettings.LABELS) {
      section.text(label).ifPresent(value -> match.put(label, value));
    }
    section.oneOf("severity", Severity.words());
    match.computeIfPresent("alertname", (label, name) -> known(section, name));
    section.close();
    return match;
  }

  private static String known(Section section, String name) {
    if (BuiltIn.of(name).isEmpty()) {
      section.refuse("alertname", '"' + name + '"', "the name of an alert that there is");
    }
    return name;
  }
}
