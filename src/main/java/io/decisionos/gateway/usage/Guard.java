package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.Tenant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of the costs of a tenant that has a budget. It tells, and touches nothing.
 * Pure.
 */
final class Guard {
  private static final BigDecimal WARNING = new BigDecimal("0.8");

  private Guard() {}

  /**
   * Something to tell.
   *
   * @param value the share of the budget, or the cost of the hour
   */
  record Finding(Tenant tenant, Kind kind, Notice.Level level, double value, String what) {}

  /** What it may be. */
  enum Kind {
    BUDGET("CostBudget", "cost.budget"),
    SPIKE("CostSpike", "cost.spike");

    private final String alert;
    private final String notice;

    Kind(String alert, String notice) {
      this.alert = alert;
      this.notice = notice;
    }

    String alert() {
      return alert;
    }

    String notice() {
      return notice;
    }
  }

  /** Whether a budget is used up, or will be. */
  static Optional<Finding> budget(Tenant tenant, Cost cost) {
    BigDecimal budget = tenant.billing().monthlyBudget().orElseThrow();
    BigDecimal used = cost.soFar().max(cost.projected());
    boolean critical = used.compareTo(budget) >= 0;
    if (used.compareTo(budget.multiply(WARNING)) < 0) {
      return Optional.empty();
    }
    String currency = cost.currency().orElseThrow();
    return Optional.of(
        new Finding(
            tenant,
            Kind.BUDGET,
            critical ? Notice.Level.ERROR : Notice.Level.WARN,
            used.doubleValue() / budget.doubleValue(),
            "%s %s so far this month and %s projected, of a budget of %s"
                .formatted(
                    Cost.shown(cost.soFar()).toPlainString(),
                    currency,
                    Cost.shown(cost.projected()).toPlainString(),
                    budget.toPlainString())));
  }

  /**
   * Whether the hour that goes on costs far more than those before it.
   *
   * @param before what they cost
   */
  static Optional<Finding> spike(Tenant tenant, List<Double> before, BigDecimal hour) {
    if (!Spike.is(before, hour.doubleValue())) {
      return Optional.empty();
    }
    Billing billing = tenant.billing();
    return Optional.of(
        new Finding(
            tenant,
            Kind.SPIKE,
            Notice.Level.WARN,
            hour.doubleValue(),
            "this hour costs %s %s, far more than those before it"
                .formatted(Cost.shown(hour).toPlainString(), billing.currency().orElseThrow())));
  }
}
