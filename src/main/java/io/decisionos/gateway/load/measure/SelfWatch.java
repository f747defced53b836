package io.decisionos.gateway.load.measure;

import org.HdrHistogram.Histogram;

/**
 * The tool's watch over itself: whether it kept the schedule and had time to look at the answers.
 * Confined to the thread that runs the scenario; fed in measured phases only.
 */
public final class SelfWatch {

  /** A send that is later than this is late. */
  static final long LATE_MICROS = 10_000;

  /** A second in which the event loop was on the processor for more than this was too full. */
  static final double BUSY = 0.95;

  private static final int DIGITS = 3;
  private static final double MICROS = 1000.0;

  private final Histogram lateness = new Histogram(DIGITS);
  private final Histogram lag = new Histogram(DIGITS);
  private final ControlWatch control = new ControlWatch();
  private long late;
  private long lateByTool;
  private long unsent;
  private int seconds;
  private int busySeconds;
  private double cpuSum;
  private double cpuMost;

  /**
   * A request left, which is when the kernel took it.
   *
   * @param lateMicros how long after its intended time
   * @param byToolMicros how much of that it did not wait for a connection
   */
  public void left(long lateMicros, long byToolMicros) {
    lateness.recordValue(Math.max(0, lateMicros));
    control.late(byToolMicros);
    if (lateMicros > LATE_MICROS) {
      late++;
    }
    if (byToolMicros > LATE_MICROS) {
      lateByTool++;
    }
  }

  /** The part of the watch that holds the tool's own time against the figures. */
  public ControlWatch control() {
    return control;
  }

  /** A request was due and never sent, because its phase was over before its turn came. */
  public void unsent() {
    unsent++;
  }

  /** A timer of the event loop rang so long after its time. */
  public void lag(long micros) {
    lag.recordValue(Math.max(0, micros));
  }

  /** The share of one second that the event loop was on the processor. */
  public void cpu(double share) {
    seconds++;
    cpuSum += share;
    cpuMost = Math.max(cpuMost, share);
    if (share > BUSY) {
      busySeconds++;
    }
  }

  public SelfReport report() {
    double sends = Math.max(1, lateness.getTotalCount());
    return new SelfReport(
        new SelfReport.Schedule(
            lateness.getTotalCount(),
            late,
            lateByTool,
            unsent,
            lateness.getValueAtPercentile(99) / MICROS,
            lateness.getMaxValue() / MICROS),
        new SelfReport.Lag(lag.getValueAtPercentile(99) / MICROS, lag.getMaxValue() / MICROS),
        new SelfReport.Cpu(
            seconds,
            busySeconds,
            cpuSum / Math.max(1, seconds),
            cpuMost,
            cpuSum * 1_000_000 / sends),
        control.report());
  }
}
