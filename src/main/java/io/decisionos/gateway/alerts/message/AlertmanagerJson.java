package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.message.Message.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A message as Alertmanager writes it for webhooks, and as its API reads alerts. Pure. */
public final class AlertmanagerJson {
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");
  // Told again every minute; one that nobody tells of any more is over by itself.
  private static final Duration ENDS = Duration.ofMinutes(5);

  private AlertmanagerJson() {}

  /** The body of a webhook, version 4. */
  public static JsonObject webhook(Message message, Links links) {
    var alerts = new JsonArray();
    message.entries().forEach(entry -> alerts.add(alert(entry, links)));
    return new JsonObject()
        .put("version", "4")
        .put("groupKey", Links.shown(message.groupKey()))
        .put("truncatedAlerts", 0)
        .put("status", status(message.isFiring()))
        .put("receiver", message.receiver())
        .put("groupLabels", json(message.groupLabels()))
        .put(
            "commonLabels",
            json(common(message.entries().stream().map(entry -> entry.labels().values()))))
        .put("commonAnnotations", json(common(message.entries().stream().map(Entry::annotations))))
        .put("externalURL", links.base())
        .put("alerts", alerts);
  }

  private static String status(boolean firing) {
    return firing ? "firing" : "resolved";
  }

  private static JsonObject alert(Entry entry, Links links) {
    return new JsonObject()
        .put("status", status(entry.firing()))
        .put("labels", json(entry.labels().values()))
        .put("annotations", json(entry.annotations()))
        .put("startsAt", entry.since().toString())
        .put("endsAt", entry.ended().orElse(NEVER).toString())
        .put("generatorURL", links.alerts())
        .put("fingerprint", entry.labels().fingerprint());
  }

  /** The body of {@code POST /api/v2/alerts}. */
  public static JsonArray post(List<Entry> entries, Links links, Instant now) {
    var alerts = new JsonArray();
    for (Entry entry : entries) {
      alerts.add(
          new JsonObject()
              .put("labels", json(entry.labels().values()))
              .put("annotations", json(entry.annotations()))
              .put("startsAt", entry.since().toString())
              .put("endsAt", entry.ended().orElse(now.plus(ENDS)).toString())
              .put("generatorURL", links.alerts()));
    }
    return alerts;
  }

  private static JsonObject json(Map<String, String> texts) {
    var json = new JsonObject();
    new TreeMap<>(texts).forEach((name, text) -> json.put(name, Links.shown(text)));
    return json;
  }

  private static Map<String, String> common(Stream<? extends Map<String, String>> all) {
    var common = new TreeMap<String, String>();
    boolean[] first = {true};
    all.forEach(
        one -> {
          if (first[0]) {
            common.putAll(one);
            first[0] = false;
          } else {
            common.entrySet().removeIf(entry -> !entry.getValue().equals(one.get(entry.getKey())));
          }
        });
    return common;
  }
}
