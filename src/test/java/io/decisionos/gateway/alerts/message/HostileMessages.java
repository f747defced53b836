package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.book.GroupKey;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Messages full of what a tenant could put into them to break or misuse one. */
final class HostileMessages {
  static final Links LINKS = new Links("https://ops.example");
  static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<BuiltIn> ALERTS = List.of(BuiltIn.values());
  private static final Map<String, String> GROUP =
      Map.of("alertname", "SloBurn", "tenant", "acme-corp");
  private static final Receiver OPS =
      new Receiver("ops", new Receiver.Webhook(URI.create("http://h/"), Optional.empty()));
  private static final String[] PIECES = {
    "<!here>",
    "<!channel|x>",
    "<@U123>",
    "<#C024>",
    "<!subteam^S1>",
    "@channel",
    "@HERE",
    "@everyone",
    "&",
    "&amp;",
    "<",
    ">",
    "\u202e",
    "\u200f",
    "\u2066",
    "\u0000",
    "\n",
    "\r\n",
    "\u2028",
    "\ud83d\ude00",
    "\ud83d",
    "\udc00",
    "ü",
    "*_~`",
    "|",
    "<https://evil|x>",
    "漢字",
    "مرحبا",
    "\"",
    "\\"
  };
  private static final int LONG = 100_000;

  private final Random random;

  HostileMessages(long seed) {
    this.random = new Random(seed);
  }

  private String text() {
    var text = new StringBuilder();
    if (random.nextInt(2000) == 0) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      return piece.repeat(LONG / piece.length());
    }
    int pieces = random.nextInt(12) * (random.nextInt(50) == 0 ? 100 : 1);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private Word word() {
    var labels = new HashMap<String, String>();
    labels.put("alertname", ALERTS.get(random.nextInt(ALERTS.size())).word());
    labels.put("severity", random.nextBoolean() ? "critical" : "info");
    for (String name : List.of("tenant", "objective", "reason", "gateway")) {
      labels.put(name, text());
    }
    boolean firing = random.nextBoolean();
    Optional<Instant> ended = firing ? Optional.empty() : Optional.of(AT.plusSeconds(90));
    return new Word(new Alert(AlertLabels.of(labels), AT, ended, 14.5, text()), firing);
  }

  /** A message of so many alerts at most. */
  Message message(int most) {
    int count = 1 + random.nextInt(most);
    List<Word> words = IntStream.range(0, count).mapToObj(i -> word()).toList();
    Kind kind = random.nextInt(5) == 0 ? Kind.DIGEST : Kind.GROUP;
    return Message.of(
        new Dispatch(
            Optional.empty(),
            OPS,
            kind,
            kind == Kind.DIGEST ? Map.of() : GROUP,
            words,
            List.of(new GroupKey("route.routes[0]", "ops", GROUP))),
        LINKS);
  }

  /** What Slack, a webhook's JSON or an Alertmanager would not take of it. */
  static List<String> complaints(Message message) {
    var complaints = new ArrayList<>(SlackRules.complaints(SlackMessage.of(message)));
    JsonObject webhook = AlertmanagerJson.webhook(message, LINKS);
    if (!new JsonObject(webhook.encode()).equals(webhook)) {
      complaints.add("the webhook's body does not survive being read");
    }
    posted(AlertmanagerJson.post(message.entries(), LINKS, AT), complaints);
    return complaints;
  }

  /** What Alertmanager refuses: no labels, empty values, ends before beginnings. */
  private static void posted(JsonArray alerts, List<String> complaints) {
    for (Object each : alerts) {
      JsonObject alert = (JsonObject) each;
      JsonObject labels = alert.getJsonObject("labels");
      boolean named = labels.containsKey("alertname");
      boolean fit =
          labels.stream()
              .allMatch(
                  label ->
                      label.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*")
                          && !((String) label.getValue()).isEmpty());
      Instant begins = Instant.parse(alert.getString("startsAt"));
      boolean ordered = !Instant.parse(alert.getString("endsAt")).isBefore(begins);
      if (!named || !fit || !ordered) {
        complaints.add("Alertmanager would refuse " + alert);
      }
    }
  }
}
