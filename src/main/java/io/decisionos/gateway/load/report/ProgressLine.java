package io.decisionos.gateway.load.report;

import io.decisionos.gateway.load.engine.Progress;
import io.decisionos.gateway.load.measure.SecondRow;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Where a run is, on one line: rewritten once a second on a terminal, elsewhere written anew once a
 * phase and once a minute. Confined to one thread.
 */
public final class ProgressLine {

  private static final String CLEAR = "\r\033[K";
  private static final double QUIET_SECONDS = 60;

  private final PrintStream out;
  private final boolean terminal;
  private final double total;
  private String phase = "";
  private double shownAt;

  public ProgressLine(PrintStream out, boolean terminal, double totalSeconds) {
    this.out = out;
    this.terminal = terminal;
    this.total = totalSeconds;
  }

  public void show(Progress progress) {
    if (terminal) {
      out.print(CLEAR + text(progress));
      out.flush();
    } else if (!progress.phase().equals(phase) || progress.seconds() >= shownAt + QUIET_SECONDS) {
      out.println(text(progress));
      shownAt = progress.seconds();
    }
    phase = progress.phase();
  }

  /** Leaves the terminal's line to whoever writes next. */
  public void end() {
    if (terminal) {
      out.print(CLEAR);
      out.flush();
    }
  }

  private String text(Progress progress) {
    SecondRow row = progress.row();
    return String.format(
        Locale.ROOT,
        "%s  %.0f/%.0f s  sent %d/s  ok %d  rejected %d  errors %d  p50 %s  p99 %s ms"
            + "  waiting %d",
        Terminal.safe(progress.phase()),
        progress.seconds(),
        total,
        row.sent(),
        row.counts().ok(),
        row.counts().rejected(),
        row.counts().errors(),
        millis(row.times().p50()),
        millis(row.times().p99()),
        progress.waiting());
  }

  private static String millis(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
  }
}
