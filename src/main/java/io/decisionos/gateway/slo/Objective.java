package io.decisionos.gateway.slo;

import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import java.math.BigDecimal;
import java.util.Optional;

/** A promise of an SLO that is measured by the answers that a tenant gets. */
enum Objective {
  LATENCY_P95(SloKey.LATENCY_P95_MS),
  LATENCY_P99(SloKey.LATENCY_P99_MS),
  ERROR_RATE(SloKey.ERROR_RATE_MAX);

  private static final BigDecimal BUDGET_P95 = new BigDecimal("0.05");
  private static final BigDecimal BUDGET_P99 = new BigDecimal("0.01");

  private final SloKey key;

  Objective(SloKey key) {
    this.key = key;
  }

  SloKey key() {
    return key;
  }

  /** The tenant's target, or the global one. */
  Optional<BigDecimal> target(Tenant tenant, SloValues defaults) {
    return tenant.slo().get(key).or(() -> defaults.get(key));
  }

  /** The share of answers that may be bad, from 0 to 1. */
  BigDecimal budget(BigDecimal target) {
    return switch (this) {
      case LATENCY_P95 -> BUDGET_P95;
      case LATENCY_P99 -> BUDGET_P99;
      case ERROR_RATE -> target;
    };
  }

  long bad(Counts counts) {
    return switch (this) {
      case LATENCY_P95 -> counts.overP95();
      case LATENCY_P99 -> counts.overP99();
      case ERROR_RATE -> counts.errors();
    };
  }
}
