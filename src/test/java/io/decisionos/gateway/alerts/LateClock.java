package io.decisionos.gateway.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, which can be put forward. Thread-safe. */
final class LateClock extends Clock {
  private volatile Duration late = Duration.ZERO;

  /** From now on it shows so much more than the machine's. */
  void late(Duration by) {
    late = by;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(late);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
