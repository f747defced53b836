package io.decisionos.gateway.cards.count;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How long a bucket is. Buckets begin at whole hours and days of UTC. */
public enum Span {
  HOUR(1),
  DAY(24);

  static final long HOUR_SECONDS = TimeUnit.HOURS.toSeconds(1);

  private final long hours;

  Span(long hours) {
    this.hours = hours;
  }

  /** The first hour since 1970 of the bucket that an hour since 1970 belongs to. */
  long firstHour(long hour) {
    return hour - Math.floorMod(hour, hours);
  }

  long hours() {
    return hours;
  }

  /** When the bucket that holds a moment begins. */
  public Instant startOf(Instant moment) {
    return instant(firstHour(hourOf(moment)));
  }

  /** When the bucket that holds a moment ends. */
  public Instant endOf(Instant moment) {
    return instant(firstHour(hourOf(moment)) + hours);
  }

  static long hourOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), HOUR_SECONDS);
  }

  static Instant instant(long hour) {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS);
  }
}
