package io.decisionos.gateway.isolation;

import java.util.List;

/** Reason events: who sends them again under whose key. */
final class EventsSection implements Section {
  private static final String KEY = SECRET + "-batch";

  private static Ask batch(String reason) {
    return Ask.of("POST", "/events/reasons")
        .json("[{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"" + reason + "\"}]");
  }

  @Override
  public List<Row> rows(Side theirs, Side mine) {
    theirs.send(batch(SECRET).header("Idempotency-Key", KEY));
    return List.of(
        new Row(
            "POST /events/reasons",
            "idempotency key",
            batch("mine").header("Idempotency-Key", Ask.VALUE),
            KEY,
            "never-batch"),
        new Row("POST /events/reasons", "reason", batch(Ask.VALUE), SECRET, "never"));
  }

  @Override
  public List<Ask> views() {
    return List.of(batch(SECRET).header("Idempotency-Key", KEY));
  }
}
