package io.decisionos.gateway.slo;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** How one objective of a tenant stands, by the gateway's own answers. Pure. */
record ObjectiveStatus(Objective objective, BigDecimal target, Map<SloWindow, Burn> windows) {
  private static final int LEAST_BAD = 10;
  private static final BigDecimal FAST = new BigDecimal("14.4");
  private static final BigDecimal STEADY = BigDecimal.valueOf(6);
  private static final BigDecimal SLOW = BigDecimal.valueOf(3);

  /**
   * Judges an objective.
   *
   * @param counts what each window holds
   */
  static ObjectiveStatus of(
      Objective objective, BigDecimal target, Function<SloWindow, Counts> counts) {
    var windows = new EnumMap<SloWindow, Burn>(SloWindow.class);
    BigDecimal budget = objective.budget(target);
    for (SloWindow window : SloWindow.values()) {
      Counts held = counts.apply(window);
      windows.put(window, new Burn(held.requests(), objective.bad(held), budget));
    }
    return new ObjectiveStatus(objective, target, windows);
  }

  SloState state() {
    if (windows.get(SloWindow.HOURS_6).requests() == 0) {
      return SloState.NO_DATA;
    }
    if (burns(SloWindow.MINUTES_5, SloWindow.HOUR, FAST)
        || burns(SloWindow.MINUTES_30, SloWindow.HOURS_6, STEADY)) {
      return SloState.CRITICAL;
    }
    return burns(SloWindow.HOURS_6, SloWindow.DAYS_3, SLOW) ? SloState.WARN : SloState.OK;
  }

  /** Both windows burn: the longer says that it matters, the shorter that it still goes on. */
  private boolean burns(SloWindow shorter, SloWindow longer, BigDecimal threshold) {
    return windows.get(shorter).atLeast(threshold)
        && windows.get(longer).atLeast(threshold)
        && windows.get(longer).bad() >= LEAST_BAD;
  }

  JsonObject json() {
    var spans = new JsonObject();
    windows.forEach((window, burn) -> spans.put(window.word(), json(burn)));
    return new JsonObject()
        .put("key", objective.key().dotted())
        .put("target", number(target))
        .put("state", state().word())
        .put("source", "gateway")
        .put("windows", spans);
  }

  private static JsonObject json(Burn burn) {
    return new JsonObject()
        .put("requests", burn.requests())
        .put("bad", burn.bad())
        .put("burn", burn.hasBudget() ? (Object) burn.rate() : null);
  }

  /** As JSON has it: whole if it is. */
  static Number number(BigDecimal target) {
    return target.stripTrailingZeros().scale() <= 0 && target.precision() - target.scale() < 18
        ? (Number) target.longValueExact()
        : (Number) target.doubleValue();
  }
}
