package io.decisionos.gateway.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.decisionos.gateway.load.scenario.Threshold.Measure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final String SCENARIO =
      """
      {"name": "judged",
       "tenants": [{"id": "default"}, {"id": "acme-corp"}, {"id": "x", "role": "hostile"}],
       "requests": [{"name": "slo", "path": "/slo"}],
       "phases": [{"name": "warm", "rate": 1, "seconds": 1, "measured": false},
                  {"name": "all", "rate": 1, "seconds": 1}],
       "thresholds": [%s]}
      """;

  @Test
  void whatIsOverALimitIsMissed() {
    assertThat(judge("{\"max_ms\": 20}", sample(1, 0, 19)).get(0).met()).isTrue();
    assertThat(judge("{\"max_ms\": 20}", sample(1, 0, 21)).get(0).met()).isFalse();
  }

  @Test
  void warmUpAndHostileTenantsDoNotCountUnlessTheyAreNamed() {
    String all = "{\"max_ms\": 20}";
    String warm = "{\"max_ms\": 20, \"phase\": \"warm\"}";
    String hostile = "{\"max_ms\": 20, \"tenant\": \"x\"}";
    Sample[] samples = {sample(1, 0, 10), sample(0, 0, 99), sample(1, 2, 99)};

    assertThat(judge(all, samples)).allMatch(Finding::met);
    assertThat(judge(warm, samples)).noneMatch(Finding::met);
    assertThat(judge(hostile, samples)).noneMatch(Finding::met);
  }

  @Test
  void nothingMeasuredIsNotMet() {
    assertThat(judge("{\"p99_ms\": 20}")).noneMatch(Finding::met);
    assertThat(judge("{\"error_rate\": 1}")).noneMatch(Finding::met);
  }

  @Test
  void rejectionsAreNoErrors() {
    var rejected = new Sample(new Origin(1, 0, 0), Kind.REJECTED, 429, 1000, 1000);
    var refused = new Sample(new Origin(1, 0, 0), Kind.REFUSED, 0, 1000, 1000);
    String limits = "{\"error_rate\": 0.25, \"rejected_share\": 0.25}";
    Sample[] samples = {rejected, refused, sample(1, 0, 1), sample(1, 0, 1)};

    assertThat(judge(limits, samples)).hasSize(2).allMatch(Finding::met);
  }

  @Test
  void aTimeoutIsALatencyAndAQuickRefusalIsNot() {
    var timeout = new Sample(new Origin(1, 0, 0), Kind.TIMEOUT, 0, 5_000_000, 5_000_000);
    var refused = new Sample(new Origin(1, 0, 0), Kind.REFUSED, 0, 9_000_000, 9_000_000);

    assertThat(judge("{\"max_ms\": 100}", timeout, refused).get(0).found().getAsDouble())
        .isBetween(4990.0, 5010.0);
  }

  @Test
  void theMaximumStandsForAPercentileThatTheSampleDoesNotCarry() {
    assertThat(judge("{\"p99_ms\": 20}", sample(1, 0, 5), sample(1, 0, 19)))
        .singleElement()
        .hasToString(
            "all tenants, all measured phases p99_ms: 19.01"
                + " (the maximum: it takes 100 requests to know, not 2), at most 20.00: met");
    assertThat(judge("{\"p99_ms\": 10}", sample(1, 0, 5), sample(1, 0, 19)))
        .noneMatch(Finding::met);
  }

  @Test
  void eachTenantIsHeldToItsOwnSlo() {
    var slos =
        Map.of(
            "default", new Slo(Map.of(Measure.P95_MS, 100.0)),
            "acme-corp", new Slo(Map.of(Measure.P95_MS, 10.0)));

    var findings = judge(slos, "{\"slo\": true}", sample(1, 0, 50), sample(1, 1, 50));

    assertThat(findings).extracting(Finding::met).containsExactly(true, false);
  }

  @Test
  void anSloThatNobodyKnowsIsNotMet() {
    assertThat(judge("{\"slo\": true, \"tenant\": \"default\"}", sample(1, 0, 1)))
        .singleElement()
        .hasToString(
            "default, all measured phases, own SLO: found no answer to GET /slo,"
                + " expected the tenant's limits: MISSED");
  }

  private static Sample sample(int phase, int tenant, long millis) {
    return new Sample(new Origin(phase, tenant, 0), Kind.OK, 200, millis * 1000, millis * 1000);
  }

  private static List<Finding> judge(String threshold, Sample... samples) {
    return judge(Map.of(), threshold, samples);
  }

  private static List<Finding> judge(Map<String, Slo> slos, String threshold, Sample... samples) {
    try {
      Scenario scenario = ScenarioReader.read(SCENARIO.formatted(threshold));
      var ledger = new Ledger(scenario);
      List.of(samples).forEach(ledger::add);
      return new Judge(scenario, slos).judge(ledger);
    } catch (InvalidScenario wrong) {
      throw new AssertionError(wrong);
    }
  }
}
