package io.decisionos.gateway.usage;

import java.util.Arrays;
import java.util.function.BiConsumer;

/** A tenant's hour that still goes on. Confined to one thread. */
final class OpenHour {
  private static final int MINUTES = 60;
  // By nearest rank: the smallest of 60 that 95 % of them are not above.
  private static final int RANK = 57;

  private final int[] minutes = new int[MINUTES];
  private Amounts amounts = Amounts.NONE;
  private long storageBytes;
  private long evidenceBytes;
  private long heldBytes;

  /** Adds what was counted within one of the hour's minutes, from 0 to 59. */
  void add(int minute, Amounts added) {
    amounts = amounts.plus(added);
    minutes[minute] = (int) Math.min(Integer.MAX_VALUE, minutes[minute] + added.requests());
  }

  /** Notes what is held now; tells whether it is more than at any time of this hour. */
  boolean holds(Holdings now) {
    long before = storageBytes + evidenceBytes + heldBytes;
    storageBytes = Math.max(storageBytes, now.storageBytes());
    evidenceBytes = Math.max(evidenceBytes, now.evidenceBytes());
    heldBytes = Math.max(heldBytes, now.all());
    return storageBytes + evidenceBytes + heldBytes > before;
  }

  /** The hour as it is so far; minutes to come count as idle. */
  HourRow row() {
    int[] sorted = minutes.clone();
    Arrays.sort(sorted);
    return new HourRow(amounts, storageBytes, evidenceBytes, heldBytes, sorted[RANK - 1]);
  }

  /** Says the hour again as what {@link #add} and {@link #holds} would make it from. */
  void replay(BiConsumer<Integer, HourRow> listener) {
    Amounts rest = amounts;
    for (int minute = 0; minute < MINUTES; minute++) {
      if (minutes[minute] > 0) {
        var asked = new Amounts(minutes[minute], 0, 0, 0, 0, 0, 0);
        rest = rest.minus(asked);
        listener.accept(minute, new HourRow(asked, 0, 0, 0, 0));
      }
    }
    listener.accept(0, new HourRow(rest, storageBytes, evidenceBytes, heldBytes, 0));
  }

  /** Adds a part of the hour that was written down. */
  void restore(int minute, HourRow part) {
    add(minute, part.amounts());
    storageBytes = Math.max(storageBytes, part.storageBytes());
    evidenceBytes = Math.max(evidenceBytes, part.evidenceBytes());
    heldBytes = Math.max(heldBytes, part.heldBytes());
  }
}
