package io.decisionos.gateway.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, as far ahead or behind as somebody sets it. Thread-safe. */
public final class SteppedClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** Sets how far it is ahead, or behind by a negative duration. */
  public void ahead(Duration now) {
    ahead = now;
  }

  /** Steps forward, or back by a negative duration. For one thread. */
  public void step(Duration by) {
    ahead(ahead.plus(by));
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("all times are UTC");
  }
}
