package io.decisionos.gateway.cards.count;

import java.util.Arrays;

/** Sums by the numbers of reasons, to be used again and again. For one thread. */
final class HourSums {
  private long[] totals = new long[16];
  private int[] touched = new int[16];
  private int size;

  void add(int reason, long count) {
    if (reason >= totals.length) {
      totals = Arrays.copyOf(totals, Math.max(2 * totals.length, reason + 1));
    }
    if (totals[reason] == 0) {
      if (size == touched.length) {
        touched = Arrays.copyOf(touched, 2 * size);
      }
      touched[size++] = reason;
    }
    totals[reason] += count;
  }

  int size() {
    return size;
  }

  /** The numbers that were added to, ascending. */
  int[] reasons() {
    int[] reasons = Arrays.copyOf(touched, size);
    Arrays.sort(reasons);
    return reasons;
  }

  long of(int reason) {
    return totals[reason];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      totals[touched[i]] = 0;
    }
    size = 0;
  }

  Tally tally(ReasonNames.Listed names) {
    int[] reasons = reasons();
    return new Tally(names, reasons, Arrays.stream(reasons).mapToLong(this::of).toArray());
  }
}
