package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestCostsTest {
  private static final TenantId TENANT = Tenants.limited("a", 1).id();
  private static final long MILLISECOND = 1_000_000;

  private final RequestCosts costs = new RequestCosts();

  private void second(long millis, long requests) {
    costs.second(Map.of(TENANT, millis * MILLISECOND), Map.of(TENANT, requests));
  }

  @Test
  void whatNobodyKnowsIsUsual() {
    assertThat(costs.of(TENANT)).isEqualTo(1);
  }

  @Test
  void whatIsCheapCountsAsOne() {
    second(10, 1_000);
    assertThat(costs.of(TENANT)).isEqualTo(1);
  }

  @Test
  void whatTakesLongCountsAsSoMany() {
    second(500, 10);
    assertThat(costs.of(TENANT)).isCloseTo(500, within(1e-6));
  }

  @Test
  void whatItTakesNowCountsMoreThanWhatItTook() {
    for (int i = 0; i < 20; i++) {
      second(500, 10);
    }
    second(10, 10);
    assertThat(costs.of(TENANT)).isBetween(300.0, 400.0);
  }

  @Test
  void whoRestsIsForgotten() {
    second(500, 10);
    for (int i = 0; i < 30; i++) {
      costs.second(Map.of(), Map.of());
    }
    assertThat(costs.of(TENANT)).isEqualTo(1);
  }

  @Test
  void workWithoutRequestsMakesTheNextOneNoDearerThanASecond() {
    second(500, 10);
    for (int i = 0; i < 15; i++) {
      costs.second(Map.of(TENANT, 900 * MILLISECOND), Map.of());
    }
    assertThat(costs.of(TENANT)).isEqualTo(10_000);
  }
}
