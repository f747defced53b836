package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which an objective is judged. */
final class ObjectiveStatusTest {
  private final Map<SloWindow, Counts> windows = new EnumMap<>(SloWindow.class);

  private void errors(SloWindow window, long requests, long bad) {
    windows.put(window, new Counts(requests, bad, 0, 0));
  }

  private ObjectiveStatus status(String target) {
    return ObjectiveStatus.of(
        Objective.ERROR_RATE,
        new BigDecimal(target),
        window -> windows.getOrDefault(window, Counts.NONE));
  }

  private SloState state(String target) {
    return status(target).state();
  }

  // Of 1,000 requests 144 bad are just 14.4 times a budget of 0.01.
  @ParameterizedTest
  @CsvSource({
    "0.01, 1000, 144, 1000, 144, CRITICAL",
    "0.01, 1000, 143, 1000, 144, OK",
    "0.01, 1000, 144, 1000, 143, OK",
    // No page from fewer than ten, however few were asked.
    "0.01, 9, 9, 9, 9, OK",
    "0.01, 1, 1, 10, 10, CRITICAL",
    // A budget so large that 14.4 times it cannot be: four fifths of all are enough.
    "0.5, 100, 80, 100, 80, CRITICAL",
    "0.5, 100, 79, 100, 80, OK",
    "1, 100, 80, 100, 80, CRITICAL",
    // Without a budget ten are too many, while it goes on.
    "0, 1000, 1, 1000, 10, CRITICAL",
    "0, 1000, 1, 1000, 9, OK",
    "0, 1000, 0, 1000, 10, OK",
  })
  void aFastBurnIsCritical(
      String budget, long requests5m, long bad5m, long requests1h, long bad1h, SloState expected) {
    errors(SloWindow.MINUTES_5, requests5m, bad5m);
    errors(SloWindow.HOUR, requests1h, bad1h);
    errors(SloWindow.HOURS_6, requests1h, 0);
    assertThat(state(budget)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 60, CRITICAL",
    "59, 60, OK",
    "60, 59, OK",
  })
  void aSteadyBurnIsCriticalOverLongerWindows(long bad30m, long bad6h, SloState expected) {
    errors(SloWindow.MINUTES_30, 1000, bad30m);
    errors(SloWindow.HOURS_6, 1000, bad6h);
    assertThat(state("0.01")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "30, 1000, 30, WARN",
    "29, 1000, 30, OK",
    "30, 1000, 29, OK",
    "9, 9, 9, OK",
  })
  void aSlowBurnIsAWarning(long bad6h, long requests, long bad3d, SloState expected) {
    errors(SloWindow.HOURS_6, 1000, bad6h);
    errors(SloWindow.DAYS_3, requests, bad3d);
    assertThat(state("0.01")).isEqualTo(expected);
  }

  @Test
  void withoutARequestInSixHoursThereIsNothingToJudge() {
    errors(SloWindow.DAYS_3, 1000, 1000);
    assertThat(state("0.01")).isEqualTo(SloState.NO_DATA);
  }

  @Test
  void theBurnIsTheBadShareOverTheBudget() {
    errors(SloWindow.HOUR, 400, 10);
    var hour = status("0.05").json().getJsonObject("windows").getJsonObject("1h");
    assertThat(hour.getDouble("burn")).isEqualTo(0.5);
    assertThat(hour.getLong("requests")).isEqualTo(400);
    assertThat(hour.getLong("bad")).isEqualTo(10);
  }

  @Test
  void withoutABudgetThereIsNoBurn() {
    errors(SloWindow.HOUR, 400, 10);
    var hour = status("0").json().getJsonObject("windows").getJsonObject("1h");
    assertThat(hour.containsKey("burn")).isTrue();
    assertThat(hour.getValue("burn")).isNull();
  }

  @Test
  void theBudgetsOfLatenciesComeWithTheirPercentiles() {
    var counts = new Counts(100, 0, 10, 4);
    var p95 = ObjectiveStatus.of(Objective.LATENCY_P95, BigDecimal.TEN, window -> counts);
    var p99 = ObjectiveStatus.of(Objective.LATENCY_P99, BigDecimal.TEN, window -> counts);
    assertThat(p95.windows().get(SloWindow.HOUR).rate()).isEqualTo(2);
    assertThat(p99.windows().get(SloWindow.HOUR).rate()).isEqualTo(4);
  }
}
