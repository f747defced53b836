package io.decisionos.gateway.load.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds what the tool itself took against what is reported, second by second: what the control
 * took, and how late each request left by the tool's own doing. Confined to the thread that runs
 * the scenario; fed in measured phases only.
 */
public final class ControlWatch {

  /** A second with fewer controls is judged together with the next. */
  private static final int ENOUGH = 200;

  private static final int MOST_KEPT = 100;

  private final List<Excess> kept = new ArrayList<>();
  private final Window window = new Window();
  private final Window all = new Window();
  private int windows;
  private int exceeded;
  private int second;
  private int first;

  /** A request ended, and its latency is reported. */
  public void reported(long micros) {
    window.reported(micros);
    all.reported(micros);
  }

  /**
   * A control ended.
   *
   * @param standsFor how many arrivals there were since the control before it
   */
  public void control(long micros, long standsFor) {
    window.control(micros, standsFor);
    all.control(micros, standsFor);
  }

  /** A request left so long after its time, by the tool's own doing. */
  public void late(long micros) {
    window.late(micros);
    all.late(micros);
  }

  /** A second of the run is over. */
  public void second() {
    second++;
    if (window.controls() == 0 && window.isEmpty()) {
      first = second;
    } else if (window.controls() >= ENOUGH) {
      close();
    }
  }

  private void close() {
    windows++;
    List<Excess> found = window.judge(first, second);
    if (!found.isEmpty()) {
      exceeded++;
      found.stream().limit(MOST_KEPT - kept.size()).forEach(kept::add);
    }
    window.reset();
    first = second;
  }

  /** What is known at the end of the run; closes what has not been judged. */
  public ControlReport report() {
    if (!window.isEmpty()) {
      second++;
      close();
    }
    return new ControlReport(
        new ControlReport.Windows(windows, exceeded),
        all.controls(),
        all.figures(),
        kept,
        all.judge(0, second),
        all.near(0, second));
  }
}
