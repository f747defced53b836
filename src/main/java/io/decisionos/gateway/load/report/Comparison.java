package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Two reports side by side, and what keeps them from being compared. Pure. */
public final class Comparison {

  private static final List<String> TIMES =
      List.of("p50", "p90", "p95", "p99", "p99_9", "p99_99", "max", "mean");
  private static final List<String> SHARES = List.of("error_rate", "rejected_share");

  private final JsonNode before;
  private final JsonNode after;

  public Comparison(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** Whether neither of the two was stamped INVALID. */
  public boolean counts() {
    return isValid(before) && isValid(after);
  }

  private static boolean isValid(JsonNode report) {
    return !report.path("verdict").path("state").asText().equals("INVALID");
  }

  public List<String> lines() {
    var lines = new ArrayList<>(reservations());
    lines.add(String.format(Locale.ROOT, "%-44s %12s %12s %9s", "", "A", "B", "change"));
    compare(lines, "all", before.path("totals"), after.path("totals"));
    for (String part : List.of("phases", "tenants", "requests")) {
      Map<String, JsonNode> others = byName(after.path(part));
      byName(before.path(part))
          .forEach(
              (name, tally) -> {
                if (others.containsKey(name)) {
                  compare(lines, part + " " + name, tally, others.get(name));
                }
              });
    }
    return lines;
  }

  /** What a reader has to know before believing a difference. */
  private List<String> reservations() {
    var reservations = new ArrayList<String>();
    if (!isValid(before)) {
      reservations.add("A is INVALID: its figures do not count");
    }
    if (!isValid(after)) {
      reservations.add("B is INVALID: its figures do not count");
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

  private static void compare(List<String> lines, String what, JsonNode a, JsonNode b) {
    lines.add(line(what + " ended", a.path("ended"), b.path("ended")));
    for (String time : TIMES) {
      JsonNode one = a.path("latency_ms").path(time);
      JsonNode other = b.path("latency_ms").path(time);
      if (one.isNumber() || other.isNumber()) {
        lines.add(line(what + " " + time + " ms", one, other));
      }
    }
    for (String share : SHARES) {
      lines.add(line(what + " " + share, a.path(share), b.path(share)));
    }
  }

  private static String line(String what, JsonNode a, JsonNode b) {
    double from = a.asDouble();
    double to = b.asDouble();
    String change =
        from == 0
            ? (to == 0 ? "0.0 %" : "new")
            : String.format(Locale.ROOT, "%+.1f %%", (to - from) / from * 100);
    return String.format(Locale.ROOT, "%-44s %12.4g %12.4g %9s", what, from, to, change);
  }
}
