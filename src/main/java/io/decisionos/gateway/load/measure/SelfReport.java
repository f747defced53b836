package io.decisionos.gateway.load.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
    return Stream.of(lateSends(), unsent(), lateTimers(), fullSeconds())
        .flatMap(Optional::stream)
        .toList();
  }

  private double planned() {
    return schedule.sends + (double) schedule.unsent;
  }

  private Optional<String> lateSends() {
    return when(
        schedule.late > MOST_LATE * planned(),
        "late sends: %d of %.0f requests went out more than %d ms after their time,"
            + " allowed are %.0f %%",
        schedule.late,
        planned(),
        SelfWatch.LATE_MICROS / 1000,
        MOST_LATE * 100);
  }

  private Optional<String> unsent() {
    return when(
        schedule.unsent > MOST_UNSENT * planned(),
        "unsent: %d of %.0f requests were never sent, the tool could not make the rate",
        schedule.unsent,
        planned());
  }

  private Optional<String> lateTimers() {
    return when(
        lag.p99Ms > MOST_LAG_MS,
        "event-loop lag: p99 %.1f ms, allowed are %.0f ms",
        lag.p99Ms,
        MOST_LAG_MS);
  }

  private Optional<String> fullSeconds() {
    return when(
        cpu.busySeconds > MOST_BUSY * cpu.seconds,
        "CPU: the event loop was full in %d of %d seconds, allowed are %.0f %%",
        cpu.busySeconds,
        cpu.seconds,
        MOST_BUSY * 100);
  }

  private static Optional<String> when(boolean so, String format, Object... values) {
    return so ? Optional.of(String.format(Locale.ROOT, format, values)) : Optional.empty();
  }
}
