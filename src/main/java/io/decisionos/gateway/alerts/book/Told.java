package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which receiver knows of which alert, so that each is told once, and of its end once. Confined to
 * one thread.
 */
final class Told {
  private final Map<String, Map<AlertLabels, Mark>> marks = new HashMap<>();
  // What was known before the message that is on its way, for each receiver.
  private final Map<String, Map<AlertLabels, Optional<Mark>>> before = new HashMap<>();
  private final Changes changes;

  Told(Changes changes) {
    this.changes = changes;
  }

  /**
   * A receiver's knowledge of an alert.
   *
   * @param sure whether it has said so; a message whose answer was lost may have come
   * @param message the id of the last one that told of it, as long as nobody has heard an answer
   */
  record Mark(Instant at, boolean sure, Optional<String> message) {
    Mark in(Optional<String> another) {
      return new Mark(at, sure, another);
    }

    Mark with(UnaryOperator<Instant> times) {
      return new Mark(times.apply(at), sure, message);
    }
  }

  Optional<Mark> of(String receiver, AlertLabels labels) {
    return Optional.ofNullable(marks.getOrDefault(receiver, Map.of()).get(labels));
  }

  boolean knows(String receiver, AlertLabels labels) {
    return of(receiver, labels).filter(Mark::sure).isPresent();
  }

  /** The id of the last message that told of an alert without an answer. */
  Optional<String> unanswered(String receiver, AlertLabels labels) {
    return of(receiver, labels).flatMap(Mark::message);
  }

  /** A message is about to tell of it. */
  void tried(String receiver, AlertLabels labels, String message, Instant now) {
    remember(receiver, labels);
    Mark mark = of(receiver, labels).orElse(new Mark(now, false, Optional.empty()));
    note(receiver, labels, mark.in(Optional.of(message)));
  }

  private void note(String receiver, AlertLabels labels, Mark mark) {
    restore(receiver, labels, mark);
    changes.knowledge(receiver, labels);
  }

  /** A message is about to tell of the end: its receiver may know of nothing from now on. */
  void doubt(String receiver, AlertLabels labels, String message) {
    remember(receiver, labels);
    of(receiver, labels)
        .map(mark -> new Mark(mark.at(), false, Optional.of(message)))
        .ifPresent(mark -> note(receiver, labels, mark));
  }

  private void remember(String receiver, AlertLabels labels) {
    before
        .computeIfAbsent(receiver, added -> new HashMap<>())
        .putIfAbsent(labels, of(receiver, labels));
  }

  /** The message was not sent, or refused: its receiver knows what it knew before. */
  void undo(String receiver) {
    Map<AlertLabels, Optional<Mark>> marks = before.getOrDefault(receiver, Map.of());
    List<AlertLabels> unheard =
        marks.keySet().stream().filter(labels -> marks.get(labels).isEmpty()).toList();
    back(receiver, (labels, was) -> was);
    unheard.forEach(labels -> forget(receiver, labels));
  }

  /**
   * It was put off, and may have come all the same: of what was to end its receiver still knows,
   * and the next attempt is at the same message.
   */
  void notTaken(String receiver) {
    back(receiver, (labels, was) -> was.in(unanswered(receiver, labels)));
  }

  private void back(String receiver, BiFunction<AlertLabels, Mark, Mark> change) {
    Optional.ofNullable(before.remove(receiver))
        .ifPresent(
            marks ->
                marks.forEach(
                    (labels, mark) ->
                        mark.ifPresent(was -> note(receiver, labels, change.apply(labels, was)))));
  }

  /** There is nothing on its way. */
  void sure(String receiver) {
    before.remove(receiver);
  }

  void told(String receiver, AlertLabels labels, Instant now) {
    note(receiver, labels, new Mark(now, true, Optional.empty()));
  }

  void forget(String receiver, AlertLabels labels) {
    Map<AlertLabels, Mark> known = marks.get(receiver);
    if (known != null && known.remove(labels) != null) {
      changes.knowledge(receiver, labels);
    }
  }

  /** Forgets what receivers knew whom the routes do not give it any more. */
  void retain(AlertSettings settings) {
    marks.forEach(
        (receiver, those) ->
            those.keySet().stream()
                .filter(labels -> !gives(settings, receiver, labels))
                .toList()
                .forEach(labels -> forget(receiver, labels)));
    marks.values().removeIf(Map::isEmpty);
  }

  private static boolean gives(AlertSettings settings, String receiver, AlertLabels labels) {
    return settings.decide(labels.values()).stream()
        .anyMatch(route -> route.receiver().equals(receiver));
  }

  /** Forgets what is not known of the fleet's alerts elsewhere. */
  void retain(Predicate<Subject> known) {
    marks.forEach(
        (receiver, those) ->
            those
                .keySet()
                .removeIf(
                    labels ->
                        labels.isOfFleet()
                            && !known.test(new Subject.Knowledge(receiver, labels))));
  }

  Map<String, Map<AlertLabels, Mark>> all() {
    return marks;
  }

  /** Takes up what another gateway knows, or does not know any more. */
  void heard(String receiver, AlertLabels labels, Optional<Mark> mark) {
    if (mark.isPresent()) {
      restore(receiver, labels, mark.get());
    } else if (marks.containsKey(receiver)) {
      marks.get(receiver).remove(labels);
    }
  }

  /** Takes up what an earlier run knew. */
  void restore(String receiver, AlertLabels labels, Mark mark) {
    marks.computeIfAbsent(receiver, added -> new HashMap<>()).put(labels, mark);
  }
}
