package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.Billing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a tenant's hours cost by: the finished ones of the month together and those of the last week
 * each, in 2 KB, and the one that goes on. For one thread.
 */
final class CostHistory implements Cost.Meters {
  /** For so many hours each is known. */
  static final int WEEK = 168;

  private final Supplier<HourRow> open;
  private final int[] busy = new int[WEEK];
  private final long[] held = new long[WEEK];
  private Metered month = Metered.NOTHING;
  private long first = Long.MAX_VALUE;
  private long monthEnds;
  private long next;

  CostHistory(Supplier<HourRow> open) {
    this.open = open;
  }

  /** Takes in a finished hour; each comes after the one before it, those between were idle. */
  void add(long hour, Metered metered) {
    until(hour);
    set(hour, metered);
    if (first == Long.MAX_VALUE && !metered.equals(Metered.NOTHING)) {
      first = hour;
    }
    month = ofMonthUntil(hour).plus(metered);
    if (hour >= monthEnds) {
      monthEnds = hour + Cost.hoursAfter(hour) + 1;
    }
    next = hour + 1;
  }

  /** Goes on to an hour; those that were not taken in were idle. */
  void until(long hour) {
    for (long idle = Math.max(next, hour - WEEK); idle < hour; idle++) {
      set(idle, Metered.NOTHING);
    }
    next = Math.max(next, hour);
  }

  private void set(long hour, Metered metered) {
    int slot = (int) Math.floorMod(hour, (long) WEEK);
    busy[slot] = (int) metered.busyMinutes();
    held[slot] = metered.heldBytes();
  }

  private Metered ofMonthUntil(long hour) {
    return hour < monthEnds ? month : Metered.NOTHING;
  }

  @Override
  public Metered ofMonth(long hour) {
    return ofMonthUntil(hour).plus(Metered.of(open.get()));
  }

  @Override
  public Metered ofHour(long hour) {
    if (hour >= next) {
      return Metered.of(open.get());
    }
    int slot = (int) Math.floorMod(hour, (long) WEEK);
    return hour >= next - WEEK ? new Metered(busy[slot], held[slot]) : Metered.NOTHING;
  }

  /** What each hour cost since the first one that cost anything, of the last week. */
  List<Double> before(long hour, Billing billing) {
    var costs = new ArrayList<Double>();
    for (long at = Math.max(first, hour - WEEK); at < hour; at++) {
      costs.add(Cost.of(billing, ofHour(at), Cost.monthOf(at)).doubleValue());
    }
    return costs;
  }

  /** Whether nothing of the last week, and of this month, cost anything. */
  boolean isNothing() {
    return ofMonth(next).equals(Metered.NOTHING)
        && Arrays.stream(busy).allMatch(count -> count == 0)
        && Arrays.stream(held).allMatch(bytes -> bytes == 0);
  }
}
