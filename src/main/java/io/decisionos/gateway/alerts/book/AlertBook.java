package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.bus.Conditions.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every alert that holds, and those that were over lately. What is judged says what holds now; what
 * is new and what is over comes out. Confined to one thread.
 */
final class AlertBook {
  /** At most so many hold at once; more are not taken in, and counted. */
  static final int MOST = 200_000;

  private static final int MOST_ENDED = 1000;

  private final Map<String, Map<AlertLabels, Alert>> active = new HashMap<>();
  private final Map<AlertLabels, Alert> ended = new LinkedHashMap<>();
  private int size;
  private long dropped;

  /** What a judgement changes. */
  record Change(List<Alert> begun, List<Alert> over) {}

  /**
   * Takes in all that holds now for the alerts of one name.
   *
   * @param holding by labels
   */
  Change judge(String name, Map<AlertLabels, Condition> holding, Instant now) {
    Map<AlertLabels, Alert> known = active.computeIfAbsent(name, added -> new HashMap<>());
    var begun = new ArrayList<Alert>();
    holding.forEach(
        (labels, condition) -> {
          Alert before = known.get(labels);
          if (before != null) {
            known.put(labels, before.measured(condition.value(), condition.what()));
          } else if (size < MOST) {
            var alert =
                new Alert(labels, now, Optional.empty(), condition.value(), condition.what());
            known.put(labels, alert);
            ended.remove(labels);
            size++;
            begun.add(alert);
          } else {
            dropped++;
          }
        });
    Set<AlertLabels> gone = new HashSet<>(known.keySet());
    gone.removeAll(holding.keySet());
    return new Change(begun, end(known, gone, now));
  }

  private List<Alert> end(Map<AlertLabels, Alert> known, Set<AlertLabels> gone, Instant now) {
    var over = new ArrayList<Alert>();
    for (AlertLabels labels : gone) {
      Alert alert = known.remove(labels).end(now);
      size--;
      remember(alert);
      over.add(alert);
    }
    return over;
  }

  private void remember(Alert alert) {
    ended.put(alert.labels(), alert);
    var oldest = ended.keySet().iterator();
    while (ended.size() > MOST_ENDED) {
      oldest.next();
      oldest.remove();
    }
  }

  /** An alert that holds, or was over lately. */
  Optional<Alert> find(AlertLabels labels) {
    Alert holding = active.getOrDefault(labels.alertname(), Map.of()).get(labels);
    return Optional.ofNullable(holding == null ? ended.get(labels) : holding);
  }

  boolean isActive(AlertLabels labels) {
    return active.getOrDefault(labels.alertname(), Map.of()).containsKey(labels);
  }

  List<Alert> active() {
    return active.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }

  List<Alert> ended() {
    return List.copyOf(ended.values());
  }

  long dropped() {
    return dropped;
  }

  /** Takes up an alert of an earlier run. */
  void restore(Alert alert) {
    if (alert.isActive()) {
      active
          .computeIfAbsent(alert.labels().alertname(), n -> new HashMap<>())
          .put(alert.labels(), alert);
      size++;
    } else {
      remember(alert);
    }
  }
}
