package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.AlertChannels.AlertsQuery;
import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertState;
import io.decisionos.gateway.alerts.book.Desk;
import io.decisionos.gateway.alerts.book.Explanation;
import io.decisionos.gateway.alerts.book.Ledger;
import io.decisionos.gateway.alerts.message.Links;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What operators are shown of a desk. Pure. */
record AlertsJson(Desk desk, Links links, Instant now) {

  private record Seen(Alert alert, AlertState state) {}

  private static final Comparator<Seen> ORDER =
      Comparator.comparing((Seen seen) -> seen.state() == AlertState.RESOLVED)
          .thenComparing(seen -> seen.alert().labels().severity(), Comparator.reverseOrder())
          .thenComparing(seen -> seen.alert().since(), Comparator.reverseOrder())
          .thenComparing(seen -> seen.alert().labels().toString());

  JsonObject list(AlertsQuery query) {
    List<Seen> found =
        desk.alerts().stream()
            .filter(alert -> query.about().map(id -> id.equals(tenant(alert))).orElse(true))
            .map(alert -> new Seen(alert, desk.state(alert, now)))
            .filter(seen -> query.state().map(seen.state()::equals).orElse(true))
            .sorted(ORDER)
            .toList();
    var alerts = new JsonArray();
    found.stream().limit(query.most()).forEach(seen -> alerts.add(json(seen)));
    return new JsonObject()
        .put("alerts", alerts)
        .put("count", found.size())
        .put(
            "receivers",
            new JsonArray(desk.settings().receivers().stream().map(r -> r.name()).toList()))
        .put("ledger", ledger());
  }

  private static String tenant(Alert alert) {
    return alert.labels().get("tenant").orElse("");
  }

  private JsonObject json(Seen seen) {
    Alert alert = seen.alert();
    Explanation explanation = desk.explain(alert, now);
    var told = new JsonArray();
    explanation
        .told()
        .forEach(
            (receiver, at) ->
                told.add(new JsonObject().put("receiver", receiver).put("at", at.toString())));
    return new JsonObject()
        .put("labels", texts(alert.labels().values()))
        .put("annotations", texts(links.annotations(alert)))
        .put("fingerprint", alert.labels().fingerprint())
        .put("state", seen.state().word())
        .put("since", alert.since().toString())
        .put("ended", alert.ended().map(Instant::toString).orElse(null))
        .put("value", Double.isFinite(alert.value()) ? alert.value() : null)
        .put("last_told", told)
        .put("next", explanation.next().map(Instant::toString).orElse(null))
        .put("why", Printable.of(explanation.why()));
  }

  private static JsonObject texts(Map<String, String> texts) {
    var json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  private JsonObject ledger() {
    Ledger ledger = desk.ledger();
    var json = new JsonObject().put("opened", ledger.opened());
    for (Ledger.Head head : Ledger.Head.values()) {
      json.put(head.name().toLowerCase(Locale.ROOT), ledger.of(head));
    }
    return json.put("waiting", ledger.opened() - ledger.settled()).put("dropped", desk.dropped());
  }
}
