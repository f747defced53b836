package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which receiver knows of which alert, so that each is told once, and of its end once. Confined to
 * one thread.
 */
final class Told {
  private final Map<String, Map<AlertLabels, Mark>> marks = new HashMap<>();

  /**
   * A receiver's knowledge of an alert.
   *
   * @param sure whether it has said so; a message whose answer was lost may have come
   */
  record Mark(Instant at, boolean sure) {}

  Optional<Mark> of(String receiver, AlertLabels labels) {
    return Optional.ofNullable(marks.getOrDefault(receiver, Map.of()).get(labels));
  }

  boolean knows(String receiver, AlertLabels labels) {
    return of(receiver, labels).filter(Mark::sure).isPresent();
  }

  void tried(String receiver, AlertLabels labels, Instant now) {
    marks
        .computeIfAbsent(receiver, added -> new HashMap<>())
        .putIfAbsent(labels, new Mark(now, false));
  }

  /** It is being told of the end, and may know of nothing from now on. */
  void doubt(String receiver, AlertLabels labels) {
    of(receiver, labels).ifPresent(mark -> restore(receiver, labels, new Mark(mark.at(), false)));
  }

  void told(String receiver, AlertLabels labels, Instant now) {
    marks.computeIfAbsent(receiver, added -> new HashMap<>()).put(labels, new Mark(now, true));
  }

  void forget(String receiver, AlertLabels labels) {
    Map<AlertLabels, Mark> known = marks.get(receiver);
    if (known != null) {
      known.remove(labels);
    }
  }

  /** Forgets what receivers knew that are none any more. */
  void retain(AlertSettings settings) {
    marks.keySet().removeIf(name -> settings.receiver(name).isEmpty());
  }

  Map<String, Map<AlertLabels, Mark>> all() {
    return marks;
  }

  /** Takes up what an earlier run knew. */
  void restore(String receiver, AlertLabels labels, Mark mark) {
    marks.computeIfAbsent(receiver, added -> new HashMap<>()).put(labels, mark);
  }
}
