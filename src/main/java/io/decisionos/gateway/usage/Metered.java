package io.decisionos.gateway.usage;

/**
 * What an hour, or several together, cost by.
 *
 * @param busyMinutes requests in the 95th percentile of an hour's minutes, summed
 * @param heldBytes the most that was held in an hour, summed
 */
record Metered(long busyMinutes, long heldBytes) {
  static final Metered NOTHING = new Metered(0, 0);

  static Metered of(HourRow row) {
    return new Metered(row.busyMinute(), row.heldBytes());
  }

  Metered plus(Metered other) {
    return new Metered(busyMinutes + other.busyMinutes, heldBytes + other.heldBytes);
  }
}
