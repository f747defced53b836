package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeapPlanTest {
  private static final long MB = 1 << 20;

  @ParameterizedTest
  @ValueSource(longs = {64, 96, 128, 256, 512, 2048, 8192})
  void allPartsTogetherFit(long megabytes) {
    var plan = new HeapPlan(megabytes * MB);
    long sum = 2 * plan.bodies() + plan.records() + plan.events();
    assertThat(sum).isLessThanOrEqualTo(plan.heap() - 28 * MB);
    assertThat(plan.mostRecords()).isBetween(plan.records(), plan.heap() - 28 * MB);
  }
}
