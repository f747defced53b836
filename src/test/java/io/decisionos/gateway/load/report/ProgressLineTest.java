package io.decisionos.gateway.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.engine.Progress;
import io.decisionos.gateway.load.measure.SecondRow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void onATerminalOneLineIsWrittenOverAndCleared() {
    var line = line(true);
    line.show(progress("warm-up", 1));
    line.show(progress("warm-up", 2));
    line.end();

    assertThat(written()).doesNotContain("\n").contains("2/30 s").endsWith("\r\033[K");
  }

  @Test
  void elsewhereThereIsOneLineForEachPhase() {
    var line = line(false);
    line.show(progress("warm-up", 1));
    line.show(progress("warm-up", 2));
    line.show(progress("steady", 3));
    line.end();

    assertThat(written().lines()).hasSize(2);
    assertThat(written())
        .contains("steady  3/30 s  sent 100/s  ok 90  rejected 6  errors 4  p50 1.5  p99 9.5 ms");
  }

  @Test
  void aPhasesNameMovesNoCursor() {
    line(false).show(progress("\u001b[2J", 1));

    assertThat(written()).startsWith("\\u001b[2J  1/30 s");
  }

  @Test
  void elsewhereALongPhaseIsHeardOfOnceAMinute() {
    var line = line(false);
    for (int second = 1; second <= 130; second++) {
      line.show(progress("steady", second));
    }

    assertThat(written().lines()).hasSize(3);
  }

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, 30);
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Progress progress(String phase, double seconds) {
    var counts = new SecondRow.Counts(90, 6, 4);
    var times =
        new SecondRow.Times(
            OptionalDouble.of(1.5),
            OptionalDouble.of(5),
            OptionalDouble.of(9.5),
            OptionalDouble.of(20));
    return new Progress(phase, seconds, new SecondRow(0, 100, counts, times, List.of()), 7);
  }
}
