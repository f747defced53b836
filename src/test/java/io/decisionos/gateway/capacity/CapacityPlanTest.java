package io.decisionos.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether what is asked fits. */
final class CapacityPlanTest {
  private static final Demand.Bounds BOUNDS = new Demand.Bounds(90, 85);
  private static final Demand.Disk ROOM = new Demand.Disk(0, 1e9);
  private static final CapacityModel MODEL = Models.measured();
  private static final double BEST =
      MODEL.forecast(1, Mix.USUAL).orElseThrow().best().value() * 0.9;

  private static CapacityPlan plan(double perSecond, double p95Ms, Demand.Disk disk) {
    var asker = new Demand.Asker("acme", perSecond, p95Ms);
    var demand = new Demand(Mix.USUAL, List.of(asker), disk, BOUNDS);
    return CapacityPlan.of(MODEL, MODEL.forecast(1, Mix.USUAL).orElseThrow(), demand);
  }

  @Test
  void littleFitsAndSaysWhatEndsFirst() {
    CapacityPlan plan = plan(BEST / 10, 5000, ROOM);
    assertThat(plan.answer()).isEqualTo("fits");
    assertThat(plan.fits()).isTrue();
    assertThat(plan.sure()).isGreaterThan(0.9);
    assertThat(plan.resources().get(0).name()).isEqualTo("processor");
    assertThat(plan.resources().get(0).share()).isCloseTo(0.1, within(0.001));
    assertThat(plan.lines().get(0)).startsWith("fits: ");
    assertThat(plan.lines().get(1)).startsWith("ends first: processor, 10 %");
  }

  @Test
  void nothingAtAllFits() {
    assertThat(plan(0, 5000, ROOM).answer()).isEqualTo("fits");
  }

  @Test
  void moreThanOneGatewayCanNeedsSeveral() {
    CapacityPlan plan = plan(BEST * 2.5, 5000, ROOM);
    assertThat(plan.gateways()).isBetween(3, 4);
    assertThat(plan.answer()).isEqualTo("needs " + plan.gateways() + " gateways");
    assertThat(plan.fits()).isFalse();
    assertThat(plan.json().getString("answer")).isEqualTo(plan.answer());
    assertThat(plan.json().getString("ends_first")).isEqualTo("processor");
  }

  @Test
  void whatJustFitsIsNotSureEnough() {
    CapacityPlan plan = plan(BEST * 0.99, 5000, ROOM);
    assertThat(plan.answer()).isEqualTo("needs 2 gateways");
  }

  @Test
  void aTargetThatAnIdleMachineMissesFitsNowhere() {
    CapacityPlan plan = plan(1, 0.01, ROOM);
    assertThat(plan.answer()).isEqualTo("does not fit");
    assertThat(plan.resources().get(0).name()).isEqualTo("latency");
    assertThat(plan.sure()).isGreaterThan(0.9);
  }

  @Test
  void aDiskThatIsTooSmallIsNotMendedByGateways() {
    CapacityPlan plan = plan(1, 5000, new Demand.Disk(2e9, 1e9));
    assertThat(plan.answer()).isEqualTo("does not fit");
    assertThat(plan.lines().get(1)).startsWith("ends first: disk, 200 %");
    assertThat(plan(1, 5000, new Demand.Disk(1, 0)).answer()).isEqualTo("does not fit");
  }

  @Test
  void moreNeverTakesFewerGateways() {
    int before = 1;
    for (double part = 0.1; part < 12; part *= 1.3) {
      CapacityPlan plan = plan(BEST * part, 5000, ROOM);
      assertThat(plan.gateways()).isGreaterThanOrEqualTo(before);
      before = plan.gateways();
    }
  }
}
