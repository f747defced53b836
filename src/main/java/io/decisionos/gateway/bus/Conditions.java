package io.decisionos.gateway.bus;

import io.decisionos.gateway.text.Printable;
import java.util.List;
import java.util.Map;

/**
 * What a feature sees that somebody may have to be told of: all that holds now for one alert, so
 * that what is not in it any more is over. Announced again and again, at least every minute while
 * anything holds, and once when nothing does; whoever listens keeps track of what is new.
 *
 * @param alert the name of one of the built-in alerts, such as {@code SloBurn}
 * @param holding what holds at this gateway now; empty if all is well
 */
public record Conditions(String alert, List<Condition> holding) {
  public Conditions {
    holding = List.copyOf(holding);
  }

  /** Where features tell how things stand. */
  public static final Announcement<Conditions> JUDGED =
      new Announcement<>("conditions.judged", Conditions.class);

  /**
   * One thing that holds. Two with the same labels and level are the same.
   *
   * @param labels {@code tenant}, {@code objective} and {@code reason}, those that it has; never
   *     empty texts
   * @param level how bad it is: a warning, or an error that somebody must act on at once
   * @param value what was measured
   * @param what one sentence for people, safe to print
   */
  public record Condition(
      Map<String, String> labels, Notice.Level level, double value, String what) {
    public Condition {
      labels = Map.copyOf(labels);
      what = Printable.of(what);
    }
  }
}
