package io.decisionos.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant's file says of its bill. */
final class BillingTest {
  private static TenantFile read(String billing) {
    String text = "tenant_id: t\nname: T\nstatus: active\nbilling: " + billing + "\n";
    return new TenantReader().read("t.yaml", text.getBytes(UTF_8));
  }

  private static List<String> faulty(String billing) {
    return ((TenantFile.Broken) read(billing)).faults().stream().map(Fault::key).toList();
  }

  @Test
  void aBudgetStandsBesideItsCurrency() {
    var file = (TenantFile.Valid) read("{currency: KRW, rate_per_gb: 0.1, monthly_budget: 5.50}");
    Billing billing = file.tenant().billing();
    assertThat(billing.currency()).hasValue("KRW");
    assertThat(billing.monthlyBudget().orElseThrow()).isEqualByComparingTo(new BigDecimal("5.5"));
    assertThat(billing.ratePerGb()).hasValue(new BigDecimal("0.1"));
  }

  @Test
  void aBudgetWithoutCurrencyIsRefused() {
    assertThat(faulty("{monthly_budget: 5}")).containsExactly("billing.currency");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0", "text", ".inf", ".nan", "[]", "~", "true"})
  void aBudgetIsANumberAbove0(String budget) {
    assertThat(faulty("{currency: USD, monthly_budget: " + budget + "}"))
        .containsExactly("billing.monthly_budget");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "text", ".inf"})
  void aRateIsNotNegative(String rate) {
    assertThat(faulty("{currency: USD, rate_per_qps: " + rate + "}"))
        .containsExactly("billing.rate_per_qps");
  }

  @Test
  void aFileWithoutBillingPaysForNothing() {
    var text = "tenant_id: t\nname: T\nstatus: active\n";
    var file = (TenantFile.Valid) new TenantReader().read("t.yaml", text.getBytes(UTF_8));
    assertThat(file.tenant().billing()).isEqualTo(Billing.NONE);
  }
}
