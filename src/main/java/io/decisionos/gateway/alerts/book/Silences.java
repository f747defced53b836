package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Every silence that is not over. Confined to one thread. */
final class Silences {
  private final List<Silence> all = new ArrayList<>();
  private final Changes changes;

  Silences(Changes changes) {
    this.changes = changes;
  }

  void add(Silence silence) {
    heard(silence.id(), Optional.of(silence));
    changes.add(new Subject.Quiet(silence.id()));
  }

  boolean remove(String id) {
    changes.add(new Subject.Quiet(id));
    return all.removeIf(silence -> silence.id().equals(id));
  }

  /** Takes up a silence of an earlier run. */
  void restore(Silence silence) {
    heard(silence.id(), Optional.of(silence));
  }

  /** Takes up a silence of another gateway, or its end. */
  void heard(String id, Optional<Silence> silence) {
    all.removeIf(known -> known.id().equals(id));
    silence.ifPresent(all::add);
  }

  /** Forgets those that are not known elsewhere. */
  void retain(Predicate<Subject> known) {
    all.removeIf(silence -> !known.test(new Subject.Quiet(silence.id())));
  }

  /** Drops those that are over; tells whether there were any. */
  boolean expire(Instant now) {
    List<Silence> over = all.stream().filter(silence -> !now.isBefore(silence.until())).toList();
    over.forEach(silence -> remove(silence.id()));
    return !over.isEmpty();
  }

  Optional<Silence> get(String id) {
    return all.stream().filter(silence -> silence.id().equals(id)).findFirst();
  }

  /** The silence that keeps an alert quiet. */
  Optional<Silence> covering(AlertLabels labels, Instant now) {
    return all.stream().filter(silence -> silence.covers(labels, now)).findFirst();
  }

  List<Silence> all() {
    return List.copyOf(all);
  }
}
