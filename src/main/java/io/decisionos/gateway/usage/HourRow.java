package io.decisionos.gateway.usage;

/**
 * A tenant's finished hour, which does not change any more.
 *
 * @param storageBytes the most that it held within the hour, without evidence
 * @param evidenceBytes the most evidence that it held
 * @param heldBytes the most of both together, which is what an hour costs by
 * @param busyMinute the 95th percentile of the requests answered in each of its 60 minutes
 */
record HourRow(
    Amounts amounts, long storageBytes, long evidenceBytes, long heldBytes, int busyMinute) {
  static final HourRow NONE = new HourRow(Amounts.NONE, 0, 0, 0, 0);

  /** Whether there is anything to remember of it. */
  boolean isNothing() {
    return equals(NONE);
  }
}
