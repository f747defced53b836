package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.load.report.Change.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Two reports side by side, and what keeps them from being compared. Pure. */
public final class Comparison {

  private static final Map<String, Kind> TIMES = new LinkedHashMap<>();

  static {
    TIMES.put("p50", Kind.MIDDLE);
    TIMES.put("p90", Kind.MIDDLE);
    TIMES.put("p95", Kind.TAIL);
    TIMES.put("p99", Kind.TAIL);
    for (String outlier : List.of("p99_9", "p99_99", "max", "mean")) {
      TIMES.put(outlier, Kind.OUTLIER);
    }
  }

  private static final List<String> UNSOUND = List.of("INVALID", "INTERRUPTED");
  private static final List<String> SHARES = List.of("error_rate", "rejected_share");

  private final JsonNode before;
  private final JsonNode after;

  public Comparison(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** Whether both count, and came to their end. */
  public boolean counts() {
    return !UNSOUND.contains(state(before)) && !UNSOUND.contains(state(after));
  }

  /** Whether both are of scenarios of one name. */
  public boolean isOfOneScenario() {
    return before.path("scenario").equals(after.path("scenario"));
  }

  private static String state(JsonNode report) {
    return report.path("verdict").path("state").asText();
  }

  /** Every figure that both reports have, those that grew most first. */
  public List<String> lines() {
    var lines = new ArrayList<>(reservations());
    lines.add(String.format(Locale.ROOT, "%-44s %12s %12s %9s", "", "A", "B", "change"));
    changes().stream()
        .sorted(Comparator.comparingDouble(Change::growth).reversed())
        .forEach(change -> lines.add(change.toString()));
    return lines;
  }

  /**
   * The figures that got worse by more than a share, the worst first: percentiles up to p99, errors
   * and rejected requests. What is within the tool's resolution, or hangs on single requests, is
   * not among them.
   */
  public List<String> worseBy(double share) {
    return changes().stream()
        .filter(change -> change.isWorseBy(share))
        .sorted(Comparator.comparingDouble(Change::growth).reversed())
        .map(Change::toString)
        .toList();
  }

  private List<Change> changes() {
    var changes = new ArrayList<Change>();
    compare(changes, "all", before.path("totals"), after.path("totals"));
    for (String part : List.of("phases", "tenants", "requests")) {
      Map<String, JsonNode> others = byName(after.path(part));
      byName(before.path(part))
          .forEach(
              (name, tally) -> {
                if (others.containsKey(name)) {
                  compare(changes, part + " " + Terminal.safe(name), tally, others.get(name));
                }
              });
    }
    return changes;
  }

  /** What a reader has to know before believing a difference. */
  private List<String> reservations() {
    var reservations = new ArrayList<String>();
    if (UNSOUND.contains(state(before))) {
      reservations.add("A is " + state(before) + ": its figures do not count");
    }
    if (UNSOUND.contains(state(after))) {
      reservations.add("B is " + state(after) + ": its figures do not count");
    }
    for (String key : List.of("scenario", "seed", "seconds", "document")) {
      if (!before.path(key).equals(after.path(key))) {
        reservations.add("different " + (key.equals("document") ? "scenario files" : key));
      }
    }
    if (!before.path("versions").equals(after.path("versions"))) {
      reservations.add("different versions of the tool");
    }
    for (String key : List.of("os", "cpu", "cores")) {
      if (!before.path("machine").path(key).equals(after.path("machine").path(key))) {
        reservations.add("different machine: " + key);
      }
    }
    return reservations;
  }

  private static Map<String, JsonNode> byName(JsonNode parts) {
    var named = new TreeMap<String, JsonNode>();
    parts.forEach(part -> named.put(part.path("name").asText(), part));
    return named;
  }

  private static void compare(List<Change> changes, String what, JsonNode a, JsonNode b) {
    changes.add(change(what + " ended", Kind.COUNT, a.path("ended"), b.path("ended")));
    TIMES.forEach(
        (time, kind) -> {
          JsonNode one = a.path("latency_ms").path(time);
          JsonNode other = b.path("latency_ms").path(time);
          if (one.isNumber() && other.isNumber()) {
            changes.add(change(what + " " + time + " ms", kind, one, other));
          }
        });
    for (String share : SHARES) {
      changes.add(change(what + " " + share, Kind.SHARE, a.path(share), b.path(share)));
    }
  }

  private static Change change(String what, Kind kind, JsonNode a, JsonNode b) {
    return new Change(what, kind, a.asDouble(), b.asDouble());
  }
}
