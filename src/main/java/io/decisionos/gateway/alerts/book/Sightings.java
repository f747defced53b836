package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.Rule;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What this gateway sees, and what the others of its fleet do. What is the fleet's holds while any
 * of them sees it. Confined to one thread.
 */
final class Sightings {
  /** Whoever sees something says so at least every minute. */
  private static final Duration SILENT = Duration.ofMinutes(5);

  private final String instance;
  private final Changes changes;
  private final Map<String, Own> own = new HashMap<>();
  private final Map<String, Map<AlertLabels, Map<String, Condition>>> others = new HashMap<>();
  private final Set<String> stirred = new HashSet<>();

  /** What is seen here for the alerts of one name. */
  private record Own(Instant judged, Map<AlertLabels, Condition> holding) {}

  Sightings(String instance, Changes changes) {
    this.instance = instance;
    this.changes = changes;
  }

  /** Takes in all that is seen here for the alerts of one name. */
  void judge(String name, Map<AlertLabels, Condition> holding, Instant now) {
    Map<AlertLabels, Condition> before = own(name);
    holding.keySet().stream().filter(labels -> !before.containsKey(labels)).forEach(this::changed);
    before.keySet().stream().filter(labels -> !holding.containsKey(labels)).forEach(this::changed);
    own.put(name, new Own(now, holding));
  }

  /** A time in which nobody was there is nobody's silence. */
  void leapt(Duration by) {
    own.replaceAll((name, seen) -> new Own(seen.judged().plus(by), seen.holding()));
  }

  private void changed(AlertLabels labels) {
    if (labels.isOfFleet()) {
      changes.add(new Subject.Sight(instance, labels));
    }
  }

  private Map<AlertLabels, Condition> own(String name) {
    return own.getOrDefault(name, new Own(Instant.EPOCH, Map.of())).holding();
  }

  /** All that holds for the alerts of one name, whoever sees it. */
  Map<AlertLabels, Condition> all(String name, Rule rule) {
    Map<AlertLabels, Map<String, Condition>> elsewhere = others.getOrDefault(name, Map.of());
    if (elsewhere.isEmpty()) {
      return own(name);
    }
    var all = new HashMap<>(own(name));
    elsewhere.forEach(
        (labels, seen) ->
            seen.values().stream()
                .filter(condition -> rule.holds(condition.value()))
                .findFirst()
                .ifPresent(condition -> all.putIfAbsent(labels, condition)));
    return all;
  }

  /** What is seen here of an alert. */
  Optional<Condition> seen(Subject.Sight sight) {
    return sight.instance().equals(instance)
        ? Optional.ofNullable(own(sight.labels().alertname()).get(sight.labels()))
        : Optional.empty();
  }

  /** Hears what another gateway sees, or does not see any more. */
  void heard(Subject.Sight sight, Optional<Condition> condition) {
    if (sight.instance().equals(instance)) {
      return;
    }
    String name = sight.labels().alertname();
    var byLabels = others.computeIfAbsent(name, added -> new HashMap<>());
    var seen = byLabels.computeIfAbsent(sight.labels(), added -> new HashMap<>());
    condition.ifPresentOrElse(
        found -> seen.put(sight.instance(), found), () -> seen.remove(sight.instance()));
    byLabels.values().removeIf(Map::isEmpty);
    others.values().removeIf(Map::isEmpty);
    stirred.add(name);
  }

  /** Forgets what gateways saw that are not there any more; their notes are to go. */
  void here(Set<String> instances) {
    for (Subject.Sight sight : gone(each -> !instances.contains(each.instance()))) {
      heard(sight, Optional.empty());
      changes.add(sight);
    }
  }

  private List<Subject.Sight> gone(Predicate<Subject.Sight> unwanted) {
    var gone = new ArrayList<Subject.Sight>();
    others
        .values()
        .forEach(
            byLabels ->
                byLabels.forEach(
                    (labels, seen) ->
                        seen.keySet().stream()
                            .map(other -> new Subject.Sight(other, labels))
                            .filter(unwanted)
                            .forEach(gone::add)));
    return gone;
  }

  /** Tells all that is seen here once more. */
  void again() {
    own.values().forEach(seen -> seen.holding().keySet().forEach(this::changed));
  }

  /** Forgets what others do not see any more. */
  void retain(Predicate<Subject> known) {
    gone(sight -> !known.test(sight)).forEach(sight -> heard(sight, Optional.empty()));
  }

  /** The names whose alerts are to be judged again, as others see something else now. */
  List<String> stirred(Instant now) {
    own.forEach(
        (name, seen) -> {
          if (!seen.holding().isEmpty() && seen.judged().plus(SILENT).isBefore(now)) {
            stirred.add(name);
          }
        });
    List<String> names = List.copyOf(stirred);
    stirred.clear();
    names.stream()
        .filter(own::containsKey)
        .filter(name -> own.get(name).judged().plus(SILENT).isBefore(now))
        .forEach(name -> judge(name, Map.of(), now));
    return names;
  }

  /** Takes an alert of an earlier run for seen, until it is judged or nobody speaks of it. */
  void restore(Alert alert, Instant now) {
    own.computeIfAbsent(alert.labels().alertname(), name -> new Own(now, new HashMap<>()))
        .holding()
        .put(
            alert.labels(),
            new Condition(Map.of(), Notice.Level.WARN, alert.value(), alert.what()));
  }
}
