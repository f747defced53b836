package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.cli.CanaryPlan.Step;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** A roll-out that is tuned to a tenant's traffic. */
final class CanaryPlanTest {
  private static final int ROLL_OUTS = 1000;
  private static final int STEPS = 10_000;
  private static final double PER_SECOND = 30;
  private static final double RATE = 0.02;
  private static final double RISE = 0.01;
  private static final double Z = 1.959963984540054;

  private static CanaryPlan shipped() throws IOException {
    return CanaryPlan.read("canary.yaml", Files.readAllBytes(Path.of("conf/canary.yaml")))
        .plan()
        .orElseThrow();
  }

  @Test
  void theShippedStepsAreThoseOfTheContract() throws IOException {
    assertThat(shipped().steps())
        .containsExactly(new Step(5, 300), new Step(10, 300), new Step(25, 600), new Step(50, 900));
    assertThat(shipped().abortOn()).isNotEmpty();
  }

  @Test
  void sizesAreThoseOfTheTextbook() {
    // Fleiss, without correction for continuity.
    assertThat(SampleSize.of(0.10, 0.05)).isEqualTo(686);
    assertThat(SampleSize.of(0.50, 0.10)).isEqualTo(388);
    assertThat(SampleSize.of(0.05, 0.05)).isEqualTo(435);
  }

  @Test
  void stepsAreAsLongAsTheTrafficNeeds() throws IOException {
    CanaryPlan tuned = shipped().tuned(100, 3000).orElseThrow();
    assertThat(tuned.steps())
        .containsExactly(new Step(5, 600), new Step(10, 300), new Step(25, 600), new Step(50, 900));
    assertThat(tuned.json().getJsonArray("steps").getJsonObject(0))
        .isEqualTo(new JsonObject().put("percent", 5L).put("seconds", 600L));
  }

  @Test
  void trafficThatDoesNotSufficeIsRefused() throws IOException {
    assertThat(shipped().tuned(0, 780)).isEmpty();
    assertThat(shipped().tuned(0.18, 780)).isEmpty();
    assertThat(shipped().tuned(0.181, 780)).isPresent();
  }

  @Test
  void aFileWithFaultsIsNoPlan() {
    for (String text :
        List.of("steps: []", "steps: [{percent: 0, seconds: 1}]\nabort_on: []", "[", "x: 1")) {
      assertThat(CanaryPlan.read("canary.yaml", text.getBytes(StandardCharsets.UTF_8)).faults())
          .as(text)
          .isNotEmpty();
    }
  }

  private static int errors(SplittableRandom random, long requests, double rate) {
    int errors = 0;
    for (long i = 0; i < requests; i++) {
      errors += random.nextDouble() < rate ? 1 : 0;
    }
    return errors;
  }

  /** A roll-out as docs/ops/CAPACITY.md has it; tells whether one of its steps raises an alarm. */
  private static boolean alarms(
      CanaryPlan plan, SplittableRandom random, double rate, double rise) {
    // All steps together are to raise a false alarm in 5 of 100 roll-outs at most, on both sides.
    double bound =
        new NormalDistribution().inverseCumulativeProbability(1 - 0.05 / 2 / plan.steps().size());
    for (Step step : plan.steps()) {
      double changed = PER_SECOND * step.seconds() * step.percent() / 100.0;
      double others = PER_SECOND * step.seconds() - changed;
      int bad = errors(random, Math.round(changed), rate + rise);
      int before = errors(random, Math.round(others), rate);
      double mean = (bad + before) / (changed + others);
      double deviation = Math.sqrt(mean * (1 - mean) * (1 / changed + 1 / others));
      // Fewer errors are no reason to take a change back.
      if (bad / changed - before / others > bound * deviation) {
        return true;
      }
    }
    return false;
  }

  private static int alarms(double rise) throws IOException {
    CanaryPlan plan = shipped().tuned(PER_SECOND, SampleSize.of(RATE, RISE)).orElseThrow();
    var random = new SplittableRandom(5);
    int alarms = 0;
    for (int i = 0; i < ROLL_OUTS; i++) {
      alarms += alarms(plan, random, RATE, rise) ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void simulatedRollOutsFindTheRiseAndRaiseFewFalseAlarms() throws IOException {
    assertThat(alarms(RISE)).isGreaterThanOrEqualTo(800);
    assertThat(alarms(0)).isLessThanOrEqualTo(50);
  }

  /** Each step alone, its part with the change against as many without, at alpha 0.05. */
  @Test
  void eachStepAloneHasThePowerOfTheTextbook() {
    var random = new SplittableRandom(5);
    long size = SampleSize.of(RATE, RISE);
    int found = 0;
    for (int i = 0; i < STEPS; i++) {
      double before = errors(random, size, RATE) / (double) size;
      double after = errors(random, size, RATE + RISE) / (double) size;
      double mean = (before + after) / 2;
      found += after - before > Z * Math.sqrt(2 * mean * (1 - mean) / size) ? 1 : 0;
    }
    assertThat(found / (double) STEPS).isCloseTo(0.8, within(0.015));
  }
}
