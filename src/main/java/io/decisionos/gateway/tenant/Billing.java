package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.NumberRange;
import io.decisionos.gateway.config.Section;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a tenant pays for.
 *
 * @param currency of all that follows
 * @param ratePerQps for a request a second over a month
 * @param ratePerGb for 10^9 bytes over a month
 * @param monthlyBudget above 0; there is a currency then
 */
public record Billing(
    Optional<String> plan,
    Optional<String> currency,
    Optional<BigDecimal> ratePerQps,
    Optional<BigDecimal> ratePerGb,
    Optional<BigDecimal> monthlyBudget) {
  /** A tenant that pays for nothing. */
  public static final Billing NONE =
      new Billing(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Map<String, String> PLANS = words("free", "basic", "enterprise");
  private static final Map<String, String> CURRENCIES = words("USD", "KRW");
  private static final String BUDGET = "monthly_budget";

  private static Map<String, String> words(String... words) {
    return Arrays.stream(words).collect(Collectors.toMap(word -> word, word -> word));
  }

  static Billing read(Section billing) {
    var read =
        new Billing(
            billing.oneOf("plan", PLANS),
            billing.oneOf("currency", CURRENCIES),
            billing.number("rate_per_qps", NumberRange.NOT_NEGATIVE),
            billing.number("rate_per_gb", NumberRange.NOT_NEGATIVE),
            billing.number(BUDGET, NumberRange.POSITIVE));
    if (billing.has(BUDGET)) {
      billing.require("currency");
    }
    billing.close();
    return read;
  }
}
