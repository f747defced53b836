package io.decisionos.gateway.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlWatchTest {

  private static final long FAST = 100;

  private final ControlWatch watch = new ControlWatch();

  @Test
  void aQuickToolHasNothingAgainstIt() {
    second(1000, 8000, 1000, FAST);

    assertThat(watch.report().objection()).isEmpty();
    assertThat(watch.report().near()).isEmpty();
  }

  @Test
  void oneSecondInWhichTheToolTookMoreThanATenthIsEnough() {
    IntStream.range(0, 10).forEach(i -> second(1000, 20_000, 200, FAST));
    second(1000, 20_000, 200, 3000);
    IntStream.range(0, 10).forEach(i -> second(1000, 20_000, 200, FAST));

    ControlReport report = watch.report();
    assertThat(report.windows()).isEqualTo(new ControlReport.Windows(21, 1));
    assertThat(report.objection().orElseThrow().what())
        .contains("too much in 1 of 21 seconds", "tool's own 3.00 ms, in seconds 10 to 11");
  }

  @Test
  void aFewSlowControlsOfASecondAreAnAccident() {
    IntStream.range(0, 1000).forEach(i -> watch.reported(20_000));
    IntStream.range(0, 197).forEach(i -> watch.control(FAST, 5));
    IntStream.range(0, 3).forEach(i -> watch.control(90_000, 5));
    watch.second();

    assertThat(watch.report().objection()).isEmpty();
  }

  @Test
  void theSameShareOverAWholeRunIsNone() {
    for (int second = 0; second < 60; second++) {
      IntStream.range(0, 1000).forEach(i -> watch.reported(20_000));
      IntStream.range(0, 196).forEach(i -> watch.control(FAST, 5));
      IntStream.range(0, 4).forEach(i -> watch.control(90_000, 5));
      watch.second();
    }

    assertThat(watch.report().windows().exceeded()).isZero();
    assertThat(watch.report().whole()).isNotEmpty();
    assertThat(watch.report().objection()).isPresent();
  }

  @Test
  void secondsWithFewRequestsAreJudgedTogether() {
    IntStream.range(0, 20).forEach(i -> second(50, 1500, 50, 400));

    assertThat(watch.report().windows()).isEqualTo(new ControlReport.Windows(5, 0));
  }

  @Test
  void aToolWhoseMachineIsAllThatIsMeasuredSaysSo() {
    second(1000, 1500, 200, 400);

    assertThat(watch.report().objection()).isEmpty();
    assertThat(watch.report().near()).extracting(Excess::figure).containsExactly("p50", "p99");
  }

  @Test
  void aControlCountsForTheArrivalsThatItStandsFor() {
    IntStream.range(0, 1000).forEach(i -> watch.reported(20_000));
    // The quiet time has most of the controls, the burst most of the requests.
    IntStream.range(0, 150).forEach(i -> watch.control(FAST, 1));
    IntStream.range(0, 50).forEach(i -> watch.control(20_000, 17));
    watch.second();

    assertThat(watch.report().seconds()).extracting(Excess::figure).contains("p50");
  }

  @Test
  void requestsThatLeftLateByTheToolsDoingCountAsItsTime() {
    IntStream.range(0, 1000).forEach(i -> watch.reported(20_000));
    IntStream.range(0, 200).forEach(i -> watch.control(FAST, 5));
    IntStream.range(0, 1000).forEach(i -> watch.late(i < 100 ? 15_000 : 50));
    watch.second();

    assertThat(watch.report().seconds()).extracting(Excess::toolMs).hasSize(1);
  }

  @Test
  void aServerThatIsSlowIsNotTheTool() {
    second(1000, 5_000_000, 200, FAST);

    assertThat(watch.report().objection()).isEmpty();
  }

  private void second(int requests, long latency, int controls, long control) {
    IntStream.range(0, requests).forEach(i -> watch.reported(latency));
    IntStream.range(0, controls).forEach(i -> watch.control(control, 1));
    watch.second();
  }
}
