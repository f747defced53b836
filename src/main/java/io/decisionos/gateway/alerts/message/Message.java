package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.rules.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A message for people and programs, before it takes any form. Pure.
 *
 * @param entries its alerts, those that fire first
 */
public record Message(
    String receiver, String groupKey, Map<String, String> groupLabels, List<Entry> entries) {
  /** The name of the one alert that stands for many. */
  public static final String DIGEST = "Digest";

  private static final int MOST_NAMED = 10;

  /** One alert in it. */
  public record Entry(
      AlertLabels labels,
      boolean firing,
      Instant since,
      Optional<Instant> ended,
      Map<String, String> annotations) {}

  /** The message of a dispatch. */
  public static Message of(Dispatch dispatch, Links links) {
    String key = dispatch.groups().stream().findFirst().map(Object::toString).orElse("{}");
    return dispatch.kind() == Dispatch.Kind.DIGEST
        ? new Message(
            dispatch.receiver().name(), "digest", Map.of(), List.of(digest(dispatch, links)))
        : new Message(
            dispatch.receiver().name(),
            key,
            dispatch.groupLabels(),
            dispatch.words().stream().map(word -> entry(word, links)).toList());
  }

  private static Entry entry(Word word, Links links) {
    Alert alert = word.alert();
    return new Entry(
        alert.labels(),
        word.firing(),
        alert.since(),
        word.firing() ? Optional.empty() : alert.ended(),
        links.annotations(alert));
  }

  private static Entry digest(Dispatch dispatch, Links links) {
    List<Word> words = dispatch.words();
    Severity worst =
        words.stream()
            .map(word -> word.alert().labels().severity())
            .max(Comparator.naturalOrder())
            .orElse(Severity.INFO);
    var labels = Map.of("alertname", DIGEST, "severity", worst.word(), "gateway", "fleet");
    long firing = dispatch.firing();
    var annotations = new TreeMap<String, String>();
    annotations.put("count", String.valueOf(words.size()));
    annotations.put(
        "summary", "%d alerts fire, %d are over".formatted(firing, words.size() - firing));
    annotations.put(
        "description",
        Links.shown(
            "More than rate_limit allows at once: "
                + named(words)
                + ". GET /ops/alerts has all of them."));
    annotations.put("runbook_url", links.runbook(DIGEST));
    Instant since =
        words.stream()
            .map(word -> word.alert().since())
            .min(Instant::compareTo)
            .orElse(Instant.EPOCH);
    boolean any = firing > 0;
    return new Entry(
        AlertLabels.of(labels),
        any,
        since,
        any
            ? Optional.empty()
            : words.stream().flatMap(w -> w.alert().ended().stream()).findFirst(),
        annotations);
  }

  /** How many there are of each name, critical ones first. */
  private static String named(List<Word> words) {
    Map<String, Long> counts =
        words.stream()
            .collect(
                Collectors.groupingBy(
                    word ->
                        word.alert().labels().severity().word()
                            + ' '
                            + word.alert().labels().alertname(),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .limit(MOST_NAMED)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  public boolean isFiring() {
    return entries.stream().anyMatch(Entry::firing);
  }

  /** As badly as the worst of its alerts. */
  Severity worst() {
    return entries.stream()
        .map(entry -> entry.labels().severity())
        .max(Comparator.naturalOrder())
        .orElse(Severity.INFO);
  }

  /** One line: what it is about. */
  String title() {
    long firing = entries.stream().filter(Entry::firing).count();
    String count = firing > 0 ? "FIRING:" + firing : "RESOLVED";
    String names =
        entries.stream()
            .map(entry -> entry.labels().alertname())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(", "));
    List<String> tenants =
        entries.stream()
            .flatMap(entry -> entry.labels().get("tenant").stream())
            .distinct()
            .toList();
    String whose = tenants.size() == 1 ? " " + tenants.get(0) : "";
    return Links.shown("[" + count + "] " + names + whose);
  }
}
