package io.decisionos.gateway.evidence.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock an hour ahead that a test hears of when it is asked, which is before a file is read. */
abstract class AskedClock extends Clock {
  private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

  /** Is called by the thread that asks. */
  abstract void asked();

  @Override
  public final Instant instant() {
    asked();
    return later.instant();
  }

  @Override
  public final ZoneId getZone() {
    return later.getZone();
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    return this;
  }
}
