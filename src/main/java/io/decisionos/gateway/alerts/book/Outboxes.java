package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ways to all receivers. Confined to one thread. */
final class Outboxes {
  private final Map<String, Outbox> all = new HashMap<>();
  private final Changes changes;

  Outboxes(Changes changes) {
    this.changes = changes;
  }

  Outbox of(String receiver) {
    return all.computeIfAbsent(receiver, added -> new Outbox());
  }

  void begin(String receiver, Instant now) {
    of(receiver).begin(now);
    changes.add(new Subject.Sent(receiver));
  }

  Map<String, List<Instant>> sent() {
    return all.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sent()));
  }
}
