package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An alert, from when it began until it is forgotten. Immutable.
 *
 * @param since when what it tells of was seen first
 * @param ended when that was over
 * @param value what was measured last
 * @param what one sentence about this very case
 */
public record Alert(
    AlertLabels labels, Instant since, Optional<Instant> ended, double value, String what) {

  /** One that was over before this gateway knew of it. */
  static Alert over(AlertLabels labels, Instant now) {
    return new Alert(labels, now, Optional.of(now), 0, "another gateway has told of it");
  }

  public boolean isActive() {
    return ended.isEmpty();
  }

  Alert end(Instant now) {
    return new Alert(labels, since, Optional.of(now), value, what);
  }

  Alert with(UnaryOperator<Instant> times) {
    return new Alert(labels, times.apply(since), ended.map(times), value, what);
  }

  Alert measured(double newValue, String newWhat) {
    return new Alert(labels, since, ended, newValue, newWhat);
  }
}
