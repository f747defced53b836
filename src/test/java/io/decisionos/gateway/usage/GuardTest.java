package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the guard tells, and how bad it is. */
final class GuardTest {
  private static final Tenant TENANT = tenant();

  private static Tenant tenant() {
    String text =
        """
        tenant_id: t
        name: T
        status: active
        billing: {currency: USD, rate_per_gb: 1, monthly_budget: 100}
        """;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ((TenantFile.Valid) new TenantReader().read("t.yaml", bytes)).tenant();
  }

  private static Optional<Notice.Level> level(String soFar, String projected) {
    var cost =
        new Cost(new BigDecimal(soFar), new BigDecimal(projected), TENANT.billing().currency());
    return Guard.budget(TENANT, cost).map(Guard.Finding::level);
  }

  @Test
  void aBudgetIsWarnedOfAt80PercentAndCriticalAt100() {
    assertThat(level("10", "79.999")).isEmpty();
    assertThat(level("10", "80")).hasValue(Notice.Level.WARN);
    assertThat(level("80", "80")).hasValue(Notice.Level.WARN);
    assertThat(level("10", "99.99")).hasValue(Notice.Level.WARN);
    assertThat(level("10", "100")).hasValue(Notice.Level.ERROR);
    assertThat(level("100", "100")).hasValue(Notice.Level.ERROR);
  }

  @Test
  void whatIsToldNamesTheAmounts() {
    var cost = new Cost(new BigDecimal("12.5"), new BigDecimal("85"), Optional.of("USD"));
    Guard.Finding finding = Guard.budget(TENANT, cost).orElseThrow();
    assertThat(finding.kind().alert()).isEqualTo("CostBudget");
    assertThat(finding.value()).isEqualTo(0.85);
    assertThat(finding.what())
        .isEqualTo("12.5 USD so far this month and 85 projected, of a budget of 100");
  }

  @Test
  void aSpikeIsTold() {
    List<Double> before = List.of(1.0, 1.1, 0.9);
    assertThat(Guard.spike(TENANT, before, new BigDecimal("1.2"))).isEmpty();
    Guard.Finding finding = Guard.spike(TENANT, before, new BigDecimal("2")).orElseThrow();
    assertThat(finding.kind().alert()).isEqualTo("CostSpike");
    assertThat(finding.level()).isEqualTo(Notice.Level.WARN);
  }
}
