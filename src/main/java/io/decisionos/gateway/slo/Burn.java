package io.decisionos.gateway.slo;

import java.math.BigDecimal;

/**
 * How fast a budget is used up in one window.
 *
 * @param budget the share of answers that may be bad, from 0 to 1
 */
record Burn(long requests, long bad, BigDecimal budget) {
  // At most so large a share of bad answers is waited for, however large the budget.
  private static final BigDecimal MOST_SHARE = new BigDecimal("0.8");

  boolean hasBudget() {
    return budget.signum() > 0;
  }

  /** The share of bad answers over the budget, which there must be: at 1 it lasts as it should. */
  double rate() {
    return requests == 0 ? 0 : bad / (requests * budget.doubleValue());
  }

  /**
   * Whether it burns at least so fast, or as fast as it can if the budget is a large share; without
   * a budget any bad answer is too many. Exact, so that a burn at the threshold counts.
   */
  boolean atLeast(BigDecimal threshold) {
    BigDecimal share = threshold.multiply(budget).min(MOST_SHARE);
    return bad > 0
        && BigDecimal.valueOf(bad).compareTo(share.multiply(BigDecimal.valueOf(requests))) >= 0;
  }
}
