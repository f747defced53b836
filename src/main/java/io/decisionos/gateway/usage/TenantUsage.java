package io.decisionos.gateway.usage;

import java.util.EnumMap;
import java.util.Map;

/** What one tenant took: the hour that goes on, and sums of those before it. For one thread. */
final class TenantUsage {
  private final Map<UsageWindow, Amounts> sums = new EnumMap<>(UsageWindow.class);
  private final CostHistory costs = new CostHistory(() -> open().row());
  private OpenHour open = new OpenHour();

  OpenHour open() {
    return open;
  }

  /** What its hours cost by. */
  CostHistory costs() {
    return costs;
  }

  /** What was taken in a window. */
  Amounts in(UsageWindow window) {
    return finished(window).plus(open.row().amounts());
  }

  private Amounts finished(UsageWindow window) {
    return sums.getOrDefault(window, Amounts.NONE);
  }

  /** Takes in a finished hour that a window reaches. */
  void enters(UsageWindow window, HourRow row) {
    sums.put(window, finished(window).plus(row.amounts()));
  }

  /** Lets go of an hour that a window does not reach any more. */
  void leaves(UsageWindow window, HourRow row) {
    sums.put(window, finished(window).minus(row.amounts()));
  }

  /** Begins an hour. */
  void begin() {
    open = new OpenHour();
  }

  /** Whether there is nothing to remember. */
  boolean isNothing() {
    return open.row().isNothing()
        && costs.isNothing()
        && sums.values().stream().allMatch(Amounts::isNothing);
  }
}
