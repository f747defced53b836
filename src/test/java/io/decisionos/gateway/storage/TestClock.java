package io.decisionos.gateway.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that a test sets. It starts where the machine's clock is, as a real Redis has its own.
 */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.ofEpochMilli(System.currentTimeMillis());

  @Override
  public Instant instant() {
    return now;
  }

  /** Steps forward, or back by a negative duration. */
  public void step(Duration by) {
    now = now.plus(by);
  }
}
