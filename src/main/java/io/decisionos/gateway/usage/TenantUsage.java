package io.decisionos.gateway.usage;

import java.util.EnumMap;
import java.util.Map;

/** What one tenant took: the hour that goes on, and sums of those before it. For one thread. */
final class TenantUsage {
  private final Map<UsageWindow, Amounts> sums = new EnumMap<>(UsageWindow.class);
  private final CostHistory costs = new CostHistory(this::row);
  private final OtherHours others = new OtherHours();
  private OpenHour open = new OpenHour();
  private OpenHour before = new OpenHour();

  /** What was counted here. */
  OpenHour open() {
    return open;
  }

  /** What was counted here in the hour before, if this one followed on it. */
  OpenHour before() {
    return before;
  }

  /** What other gateways have counted. */
  OtherHours others() {
    return others;
  }

  /** The hour that goes on, by all gateways. */
  HourRow row() {
    return others.all().isEmpty() ? open.row() : open.plus(others.all()).row();
  }

  /** What its hours cost by. */
  CostHistory costs() {
    return costs;
  }

  /** What was taken in a window. */
  Amounts in(UsageWindow window) {
    return finished(window).plus(row().amounts());
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
    before = open;
    open = new OpenHour();
    others.begin();
  }

  /** Whether there is nothing to remember. */
  boolean isNothing() {
    return row().isNothing()
        && costs.isNothing()
        && sums.values().stream().allMatch(Amounts::isNothing);
  }
}
