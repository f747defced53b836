package io.decisionos.gateway.load.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tool saw of itself in the measured phases. Immutable. */
public record SelfReport(Schedule schedule, Lag lag, Cpu cpu, ControlReport control) {

  /** Something else had the processor. */
  static final String GIVE_ROOM =
      "give the tool a core of its own (taskset: the tool on one, the server on others), stop what"
          + " else runs here, then run it again";

  /** The tool is at its end. */
  static final String ASK_FOR_LESS =
      "ask for a lower rate, or find the rate that this machine makes with `load capacity`";

  private static final double MOST_LATE = 0.01;
  private static final double MOST_UNSENT = 0.001;
  private static final double MOST_LAG_MS = 20;
  private static final double MOST_BUSY = 0.1;

  /**
   * When requests left, against their intended times, in milliseconds if not counts.
   *
   * @param late left late, whatever the reason: also those that waited for a connection
   * @param lateByTool left late by the tool's own doing
   */
  public record Schedule(
      long sends, long late, long lateByTool, long unsent, double p99Ms, double maxMs) {}

  /** How late the event loop's timers rang. */
  public record Lag(double p99Ms, double maxMs) {}

  /**
   * The event loop's time on the processor.
   *
   * @param microsPerRequest the tool's own cost of one request
   */
  public record Cpu(
      int seconds, int busySeconds, double mean, double most, double microsPerRequest) {}

  /** Why the figures of this run do not count; empty if they do. */
  public List<Objection> objections() {
    return Stream.of(control.objection(), lateSends(), unsent(), lateTimers(), fullSeconds())
        .flatMap(Optional::stream)
        .toList();
  }

  private double planned() {
    return schedule.sends + (double) schedule.unsent;
  }

  private Optional<Objection> lateSends() {
    return when(
        schedule.lateByTool > MOST_LATE * planned(),
        GIVE_ROOM,
        "late sends: %d of %.0f requests left more than %d ms after their time by the tool's own"
            + " doing, allowed are %.0f %%",
        schedule.lateByTool,
        planned(),
        SelfWatch.LATE_MICROS / 1000,
        MOST_LATE * 100);
  }

  private Optional<Objection> unsent() {
    return when(
        schedule.unsent > MOST_UNSENT * planned(),
        ASK_FOR_LESS,
        "unsent: %d of %.0f requests were never sent, the tool could not make the rate",
        schedule.unsent,
        planned());
  }

  private Optional<Objection> lateTimers() {
    return when(
        lag.p99Ms > MOST_LAG_MS,
        GIVE_ROOM,
        "event-loop lag: p99 %.1f ms, allowed are %.0f ms",
        lag.p99Ms,
        MOST_LAG_MS);
  }

  private Optional<Objection> fullSeconds() {
    return when(
        cpu.busySeconds > MOST_BUSY * cpu.seconds,
        ASK_FOR_LESS,
        "CPU: the event loop was full in %d of %d seconds, allowed are %.0f %%",
        cpu.busySeconds,
        cpu.seconds,
        MOST_BUSY * 100);
  }

  private static Optional<Objection> when(
      boolean so, String advice, String format, Object... values) {
    return so
        ? Optional.of(new Objection(String.format(Locale.ROOT, format, values), advice))
        : Optional.empty();
  }
}
