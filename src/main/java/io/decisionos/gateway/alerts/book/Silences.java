package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every silence that is not over. Confined to one thread. */
final class Silences {
  private final List<Silence> all = new ArrayList<>();

  void add(Silence silence) {
    all.add(silence);
  }

  boolean remove(String id) {
    return all.removeIf(silence -> silence.id().equals(id));
  }

  /** Drops those that are over; tells whether there were any. */
  boolean expire(Instant now) {
    return all.removeIf(silence -> !now.isBefore(silence.until()));
  }

  /** The silence that keeps an alert quiet. */
  Optional<Silence> covering(AlertLabels labels, Instant now) {
    return all.stream().filter(silence -> silence.covers(labels, now)).findFirst();
  }

  List<Silence> all() {
    return List.copyOf(all);
  }
}
