package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.Workload.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cards once more, in plain loops over the events, from the words of the contract and sharing
 * no code with the cards. Weights are whole hundredths here.
 */
final class PlainTally {
  static final Map<String, String> GROUP_OF =
      Map.of(
          "reason:infra-latency", "infra",
          "reason:infra-error", "infra",
          "reason:perf", "perf",
          "reason:anomaly", "anomaly",
          "reason:canary", "canary",
          "reason:budget-exceeded", "budget",
          "reason:quota", "quota");
  static final Map<String, Long> HUNDREDTHS =
      Map.of(
          "infra", 130L, "perf", 110L, "canary", 120L, "quota", 90L, "budget", 100L, "anomaly",
          115L, "other", 100L);

  private final List<Event> events;
  private final Instant start;
  private final Instant end;

  PlainTally(List<Event> events, Instant start, Instant end) {
    this.events = events;
    this.start = start;
    this.end = end;
  }

  static Instant time(Event event) {
    return OffsetDateTime.parse(event.ts()).toInstant();
  }

  static String name(Event event) {
    return event.reason().equals("slow-network") ? "reason:infra-latency" : event.reason();
  }

  static String group(String name) {
    return GROUP_OF.getOrDefault(name, "other");
  }

  private List<Event> inside() {
    var inside = new ArrayList<Event>();
    for (Event event : events) {
      Instant at = time(event);
      if (at.compareTo(start) >= 0 && at.compareTo(end) < 0) {
        inside.add(event);
      }
    }
    return inside;
  }

  static Map<String, Long> raw(List<Event> of) {
    var raw = new HashMap<String, Long>();
    for (Event event : of) {
      raw.put(name(event), raw.getOrDefault(name(event), 0L) + event.count());
    }
    return raw;
  }

  static Map<String, Long> groups(Map<String, Long> raw) {
    var groups = new HashMap<String, Long>();
    for (String name : raw.keySet()) {
      groups.put(group(name), groups.getOrDefault(group(name), 0L) + raw.get(name));
    }
    return groups;
  }

  /** Every group's score in hundredths. */
  static Map<String, Long> weighted(Map<String, Long> groups) {
    var weighted = new HashMap<String, Long>();
    for (String group : groups.keySet()) {
      weighted.put(group, groups.get(group) * HUNDREDTHS.get(group));
    }
    return weighted;
  }

  static long sum(Map<String, Long> values) {
    long sum = 0;
    for (long value : values.values()) {
      sum += value;
    }
    return sum;
  }

  /** The names from the largest value down, found one by one. */
  static List<String> ranked(Map<String, Long> values) {
    var left = new ArrayList<>(values.keySet());
    var ranked = new ArrayList<String>();
    while (!left.isEmpty()) {
      String best = left.get(0);
      for (String name : left) {
        long more = values.get(name) - values.get(best);
        if (more > 0 || (more == 0 && before(name, best))) {
          best = name;
        }
      }
      left.remove(best);
      ranked.add(best);
    }
    return ranked;
  }

  private static boolean before(String a, String b) {
    return Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))
        < 0;
  }

  static JsonArray top(Map<String, Long> values, int most, String what, String value) {
    var top = new JsonArray();
    for (String name : ranked(values)) {
      if (top.size() < most) {
        Object shown =
            value.equals("score") ? (Object) (values.get(name) / 100.0) : values.get(name);
        top.add(new JsonObject().put(what, name).put(value, shown));
      }
    }
    return top;
  }

  static JsonObject json(Map<String, Long> counts) {
    var json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }

  static JsonObject hundredths(Map<String, Long> counts) {
    var json = new JsonObject();
    counts.forEach((name, value) -> json.put(name, value / 100.0));
    return json;
  }

  JsonObject summary(int top) {
    Map<String, Long> raw = raw(inside());
    Map<String, Long> groups = groups(raw);
    return new JsonObject()
        .put("raw", json(raw))
        .put("groups", json(groups))
        .put("weights", hundredths(HUNDREDTHS))
        .put("weighted", hundredths(weighted(groups)))
        .put("top_groups", top(weighted(groups), top, "name", "score"))
        .put("top_labels", top(raw, top, "name", "count"))
        .put("window", new JsonObject().put("start", start + "").put("end", end + ""));
  }

  /** The events of each bucket, by its begin as text, which sorts as time does. */
  private Map<Instant, List<Event>> buckets(boolean hourly) {
    var buckets = new TreeMap<Instant, List<Event>>();
    for (Event event : inside()) {
      String text = time(event).toString();
      String begin =
          hourly ? text.substring(0, 13) + ":00:00Z" : text.substring(0, 10) + "T00:00:00Z";
      buckets.computeIfAbsent(Instant.parse(begin), b -> new ArrayList<>()).add(event);
    }
    return buckets;
  }

  private JsonObject bucket(Instant begin, boolean hourly, List<Event> of) {
    Instant over = begin.plus(1, hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    return new JsonObject()
        .put("start", (begin.isBefore(start) ? start : begin).toString())
        .put("end", (over.isAfter(end) ? end : over).toString())
        .put("total", sum(raw(of)))
        .put("score", sum(weighted(groups(raw(of)))) / 100.0);
  }

  JsonArray allBuckets(boolean hourly) {
    var all = new JsonArray();
    buckets(hourly)
        .forEach((begin, of) -> all.add(bucket(begin, hourly, of).put("raw", json(raw(of)))));
    return all;
  }

  JsonArray topBuckets(boolean hourly, int most) {
    var scores = new HashMap<String, Long>();
    Map<Instant, List<Event>> buckets = buckets(hourly);
    // As names they are as old as they are early, so that equal ones come in the order of time.
    Instant origin = Instant.parse("1960-01-01T00:00:00Z");
    buckets.forEach(
        (begin, of) ->
            scores.put(
                "%020d".formatted(origin.until(begin, ChronoUnit.SECONDS)),
                sum(weighted(groups(raw(of))))));
    var top = new JsonArray();
    for (String name : ranked(scores)) {
      if (top.size() < most) {
        Instant begin = origin.plusSeconds(Long.parseLong(name));
        List<Event> of = buckets.get(begin);
        top.add(bucket(begin, hourly, of).put("top_reasons", top(raw(of), 3, "name", "count")));
      }
    }
    return top;
  }

  JsonObject heatmap(ReasonCatalog catalog, int highlight, boolean weightedMode) {
    Map<String, Long> raw = raw(inside());
    var matrix = new JsonObject();
    var threshold = new JsonObject();
    var weighted = new JsonObject();
    for (String group : HUNDREDTHS.keySet()) {
      if (!group.equals("other")) {
        matrix.put(group, new JsonObject());
        threshold.put(group, new JsonObject());
        weighted.put(group, new JsonObject());
      }
    }
    var values = new HashMap<String, Long>();
    for (String label : GROUP_OF.keySet()) {
      long n = raw.getOrDefault(label, 0L);
      long hundredths = n * HUNDREDTHS.get(group(label));
      matrix.getJsonObject(group(label)).put(label, n);
      threshold.getJsonObject(group(label)).put(label, state(label, n));
      weighted.getJsonObject(group(label)).put(label, hundredths / 100.0);
      if (n > 0) {
        values.put(label, weightedMode ? hundredths : n);
      }
    }
    var highlights = new JsonArray();
    for (String label : ranked(values)) {
      if (highlights.size() < highlight) {
        highlights.add(
            new JsonObject()
                .put("group", group(label))
                .put("label", label)
                .put("value", weightedMode ? values.get(label) / 100.0 : values.get(label) * 1.0)
                .put("rank", highlights.size() + 1));
      }
    }
    return new JsonObject()
        .put("matrix", matrix)
        .put("other", groups(raw).getOrDefault("other", 0L))
        .put("overlays", new JsonObject().put("threshold", threshold).put("weighted", weighted))
        .put("highlights", highlights);
  }

  private static String state(String label, long n) {
    long warn =
        label.equals("reason:infra-latency") ? 3 : label.equals("reason:infra-error") ? 2 : 5;
    long crit =
        label.equals("reason:infra-latency") ? 7 : label.equals("reason:infra-error") ? 5 : 10;
    return n < warn ? "ok" : n < crit ? "warn" : "crit";
  }

  JsonArray cells(boolean hourly) {
    var cells = new JsonArray();
    buckets(hourly)
        .forEach(
            (begin, of) ->
                new TreeMap<>(raw(of))
                    .forEach(
                        (name, n) -> {
                          if (GROUP_OF.containsKey(name)) {
                            cells.add(
                                new JsonObject()
                                    .put("start", bucket(begin, hourly, of).getString("start"))
                                    .put("label", name)
                                    .put("n", n));
                          }
                        }));
    return cells;
  }

  JsonObject reasonSummary(int topN, long threshold) {
    Map<String, Long> raw = raw(inside());
    Map<String, Long> groups = groups(raw);
    return new JsonObject()
        .put("window", new JsonObject().put("start", start + "").put("end", end + ""))
        .put("top_labels", withRest(raw, topN, threshold, "label"))
        .put("top_groups", withRest(groups, topN, threshold, "group"))
        .put("total_items", sum(raw))
        .put("unique_labels", raw.size())
        .put("unique_groups", groups.size());
  }

  private static JsonArray withRest(
      Map<String, Long> counts, int topN, long threshold, String what) {
    JsonArray lines = top(counts, topN, what, "count");
    long rest = sum(counts);
    for (int i = 0; i < lines.size(); i++) {
      rest -= lines.getJsonObject(i).getLong("count");
    }
    if (rest >= threshold) {
      lines.add(new JsonObject().put(what, "[+others]").put("count", rest));
    }
    return lines;
  }

  /** What the stream shows of each bucket. */
  JsonArray highlights(boolean hourly) {
    var items = new JsonArray();
    buckets(hourly)
        .forEach(
            (begin, of) -> {
              Map<String, Long> raw = raw(of);
              var values = new HashMap<String, Long>();
              raw.forEach((name, n) -> values.put(name, n * HUNDREDTHS.get(group(name))));
              var marks = new JsonArray();
              for (String name : ranked(values)) {
                if (marks.size() < 10) {
                  marks.add(
                      new JsonObject()
                          .put("group", group(name))
                          .put("label", name)
                          .put("value", values.get(name) / 100.0)
                          .put("rank", marks.size() + 1)
                          .put(
                              "explain",
                              new JsonObject()
                                  .put("weight", HUNDREDTHS.get(group(name)) / 100.0)
                                  .put("count", raw.get(name))));
                }
              }
              items.add(
                  new JsonObject()
                      .put(
                          "bucket",
                          new JsonObject()
                              .put("start", begin.toString())
                              .put(
                                  "end",
                                  begin
                                      .plus(1, hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS)
                                      .toString()))
                      .put("items", marks));
            });
    return items;
  }
}
