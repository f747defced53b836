package io.decisionos.gateway.quota;

/**
 * When a user was seen.
 *
 * @param first day since 1970, in UTC
 * @param last the latest such day
 */
record Seen(long first, long last) {
  /** A user counts for so many days after it was seen last. */
  static final int WINDOW_DAYS = 30;

  Seen again(long day) {
    return new Seen(first, Math.max(last, day));
  }

  boolean countsOn(long day) {
    return day - last < WINDOW_DAYS;
  }
}
