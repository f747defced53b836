package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cli.CanaryPlan.Step;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A roll-out that is tuned to a tenant's traffic. */
final class CanaryPlanTest {
  private static final int ROLL_OUTS = 1000;
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

  /** How often the test for two proportions says that the rates differ. */
  private static int alarms(double rate, double rise) {
    var random = new SplittableRandom(5);
    long size = SampleSize.of(rate, 0.01);
    int alarms = 0;
    for (int i = 0; i < ROLL_OUTS; i++) {
      double before = errors(random, size, rate) / (double) size;
      double after = errors(random, size, rate + rise) / (double) size;
      double mean = (before + after) / 2;
      double deviation = Math.sqrt(2 * mean * (1 - mean) / size);
      alarms += Math.abs(after - before) > Z * deviation ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void simulatedRollOutsFindTheRiseAndRaiseFewFalseAlarms() {
    assertThat(alarms(0.02, 0.01)).isGreaterThanOrEqualTo(770);
    assertThat(alarms(0.02, 0)).isLessThanOrEqualTo(65);
  }
}
