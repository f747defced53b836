package io.decisionos.gateway.slo;

import java.util.Arrays;

/**
 * The counts of the last slots of one width, in a fixed number of integers: 20 bytes a slot.
 * Confined to one thread.
 */
final class SlotRing {
  private static final int FIELDS = 4;

  private final SlotWidth width;
  private final int kept;
  private final int[] numbers;
  private final int[] counts;

  SlotRing(SlotWidth width) {
    this.width = width;
    this.kept = width.kept();
    this.numbers = new int[kept];
    this.counts = new int[kept * FIELDS];
  }

  void add(long second, Counts added) {
    int number = width.slotOf(second);
    int slot = Math.floorMod(number, kept);
    int at = slot * FIELDS;
    if (numbers[slot] != number) {
      numbers[slot] = number;
      Arrays.fill(counts, at, at + FIELDS, 0);
    }
    counts[at] = sum(counts[at], added.requests());
    counts[at + 1] = sum(counts[at + 1], added.errors());
    counts[at + 2] = sum(counts[at + 2], added.overP95());
    counts[at + 3] = sum(counts[at + 3], added.overP99());
  }

  /** Two billion answers in a slot are more than one process gives; it stops there. */
  private static int sum(int before, long added) {
    return (int) Math.min(Integer.MAX_VALUE, before + added);
  }

  /** What the open slot and so many before it hold. */
  Counts last(int slots, long now) {
    int open = width.slotOf(now);
    long requests = 0;
    long errors = 0;
    long overP95 = 0;
    long overP99 = 0;
    for (int number = open - slots; number <= open; number++) {
      int slot = Math.floorMod(number, kept);
      if (numbers[slot] == number) {
        int at = slot * FIELDS;
        requests += counts[at];
        errors += counts[at + 1];
        overP95 += counts[at + 2];
        overP99 += counts[at + 3];
      }
    }
    return new Counts(requests, errors, overP95, overP99);
  }
}
