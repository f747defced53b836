package io.decisionos.gateway.load.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the tool saw of itself in the measured phases. Immutable. */
public record SelfReport(Schedule schedule, Lag lag, Cpu cpu) {

  private static final double MOST_LATE = 0.01;
  private static final double MOST_UNSENT = 0.001;
  private static final double MOST_LAG_MS = 20;
  private static final double MOST_BUSY = 0.1;

  /** Sends against their intended times, in milliseconds where not counts. */
  public record Schedule(long sends, long late, long unsent, double p99Ms, double maxMs) {}

  /** How late the event loop's timers rang. */
  public record Lag(double p99Ms, double maxMs) {}

  /**
   * The event loop's time on the processor.
   *
   * @param microsPerRequest the tool's own cost of one request
   */
  public record Cpu(
      int seconds, int busySeconds, double mean, double most, double microsPerRequest) {}

  /** Why the figures of this run do not count; empty where they do. */
  public List<String> objections() {
    var objections = new ArrayList<String>();
    double planned = schedule.sends + (double) schedule.unsent;
    if (schedule.late > MOST_LATE * planned) {
      objections.add(
          say(
              "late sends: %d of %.0f requests went out more than %d ms after their time,"
                  + " allowed are %.0f %%",
              schedule.late, planned, SelfWatch.LATE_MICROS / 1000, MOST_LATE * 100));
    }
    if (schedule.unsent > MOST_UNSENT * planned) {
      objections.add(
          say(
              "unsent: %d of %.0f requests were never sent, the tool could not make the rate",
              schedule.unsent, planned));
    }
    if (lag.p99Ms > MOST_LAG_MS) {
      objections.add(
          say("event-loop lag: p99 %.1f ms, allowed are %.0f ms", lag.p99Ms, MOST_LAG_MS));
    }
    if (cpu.busySeconds > MOST_BUSY * cpu.seconds) {
      objections.add(
          say(
              "CPU: the event loop was full in %d of %d seconds, allowed are %.0f %%",
              cpu.busySeconds, cpu.seconds, MOST_BUSY * 100));
    }
    return objections;
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
