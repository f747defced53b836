package io.decisionos.gateway.slo;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one tenant's answers were over the last three days, in about 6 KB whatever its traffic.
 * Confined to one thread.
 */
final class TenantCounts {
  private final Map<SlotWidth, SlotRing> rings = new EnumMap<>(SlotWidth.class);
  private long latest = Long.MIN_VALUE;

  TenantCounts() {
    for (SlotWidth width : SlotWidth.values()) {
      rings.put(width, new SlotRing(width));
    }
  }

  /** Counts what was answered in a second since 1970. */
  void add(long second, Counts added) {
    rings.values().forEach(ring -> ring.add(second, added));
    latest = Math.max(latest, second);
  }

  /** Counts what an earlier run has answered in an hour and knows no finer. */
  void addHour(long second, Counts added) {
    rings.get(SlotWidth.HOUR).add(second, added);
  }

  /** What the window that ends now holds. */
  Counts in(SloWindow window, long now) {
    return rings.get(window.width()).last(window.slots(), now);
  }

  /** The last second with a counted answer. */
  long latest() {
    return latest;
  }
}
