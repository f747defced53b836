package io.decisionos.gateway.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How messages read, whatever is in them. */
final class MessagesTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/io/decisionos/gateway/alerts/message");
  private static final Links LINKS = new Links("https://ops.example");
  private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
  private static final Receiver OPS =
      new Receiver("ops", new Receiver.Webhook(URI.create("http://h/"), Optional.empty()));
  private static final Map<String, String> GROUP =
      Map.of("alertname", "SloBurn", "tenant", "acme-corp");
  private static final List<BuiltIn> ALERTS = List.of(BuiltIn.values());
  private static final String[] PIECES = {
    "<!here>",
    "<@U123>",
    "@channel",
    "@HERE",
    "&",
    "&amp;",
    "<",
    ">",
    "\u202e",
    "\u0000",
    "\n",
    "\ud83d\ude00",
    "\ud83d",
    "\udc00",
    "ü",
    "*_~`",
    "|",
    "<https://evil|x>",
    "漢字",
    "\"",
    "\\"
  };

  private static Alert alert(Map<String, String> labels, boolean active, String what) {
    return new Alert(
        AlertLabels.of(labels),
        AT,
        active ? Optional.empty() : Optional.of(AT.plusSeconds(90)),
        14.5,
        what);
  }

  private static Dispatch dispatch(Kind kind, Word... words) {
    return new Dispatch(
        OPS,
        kind,
        kind == Kind.DIGEST ? Map.of() : GROUP,
        List.of(words),
        List.of(new GroupKey("route.routes[0]", "ops", GROUP)));
  }

  private static Dispatch usual(Kind kind) {
    var burn = new HashMap<>(GROUP);
    burn.putAll(Map.of("severity", "critical", "gateway", "fleet", "objective", "error_rate_max"));
    var late = new HashMap<>(burn);
    late.put("objective", "latency_p95_ms");
    return dispatch(
        kind,
        new Word(alert(burn, true, "error_rate_max: 12 of 60 answers were bad & <slow>"), true),
        new Word(alert(late, false, "latency_p95_ms: 3 of 60 answers were bad"), false));
  }

  private static void golden(String name, String text) throws IOException {
    assertThat(text).as(name).isEqualTo(Files.readString(GOLDEN.resolve(name)));
  }

  @Test
  void eachFormIsAsTheGoldenFileHasIt() throws IOException {
    for (Kind kind : List.of(Kind.GROUP, Kind.DIGEST)) {
      Message message = Message.of(usual(kind), LINKS);
      String name = kind.name().toLowerCase(Locale.ROOT);
      golden(name + ".txt", PlainText.of(message));
      golden(name + ".slack.json", SlackMessage.of(message).encodePrettily() + "\n");
      golden(
          name + ".webhook.json", AlertmanagerJson.webhook(message, LINKS).encodePrettily() + "\n");
    }
    Message all = Message.of(usual(Kind.GROUP), LINKS);
    golden(
        "all.alertmanager.json",
        AlertmanagerJson.post(all.entries(), LINKS, AT).encodePrettily() + "\n");
  }

  private static String hostile(Random random) {
    var text = new StringBuilder();
    int pieces = random.nextInt(40) * (random.nextInt(50) == 0 ? 500 : 1);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static Word hostileWord(Random random) {
    var labels = new HashMap<String, String>();
    labels.put("alertname", ALERTS.get(random.nextInt(ALERTS.size())).word());
    labels.put("severity", random.nextBoolean() ? "critical" : "info");
    for (String name : List.of("tenant", "objective", "reason", "gateway")) {
      labels.put(name, hostile(random));
    }
    boolean firing = random.nextBoolean();
    return new Word(alert(labels, firing, hostile(random)), firing);
  }

  @Test
  void whateverIsInItAMessageIsLegal() {
    var random = new Random(21);
    for (int round = 0; round < 1_000; round++) {
      int count = 1 + random.nextInt(round % 100 == 0 ? 500 : 4);
      Word[] words =
          IntStream.range(0, count).mapToObj(i -> hostileWord(random)).toArray(Word[]::new);
      Kind kind = random.nextInt(5) == 0 ? Kind.DIGEST : Kind.GROUP;
      Message message = Message.of(dispatch(kind, words), LINKS);
      JsonObject slack = SlackMessage.of(message);
      assertThat(SlackRules.complaints(slack)).as("round %s", round).isEmpty();
      JsonObject webhook = AlertmanagerJson.webhook(message, LINKS);
      assertThat(new JsonObject(webhook.encode())).isEqualTo(webhook);
      legal(AlertmanagerJson.post(message.entries(), LINKS, AT));
    }
  }

  /** What Alertmanager refuses: no labels, empty values, ends before beginnings. */
  private static void legal(JsonArray alerts) {
    for (Object each : alerts) {
      JsonObject alert = (JsonObject) each;
      JsonObject labels = alert.getJsonObject("labels");
      assertThat(labels.getString("alertname")).isNotEmpty();
      labels.forEach(
          label -> {
            assertThat(label.getKey()).matches("[a-zA-Z_][a-zA-Z0-9_]*");
            assertThat((String) label.getValue()).isNotEmpty();
          });
      assertThat(Instant.parse(alert.getString("endsAt")))
          .isAfterOrEqualTo(Instant.parse(alert.getString("startsAt")));
    }
  }

  @Test
  void aDigestSaysHowManyItStandsFor() {
    JsonObject alert =
        AlertmanagerJson.webhook(Message.of(usual(Kind.DIGEST), LINKS), LINKS)
            .getJsonArray("alerts")
            .getJsonObject(0);
    assertThat(alert.getJsonObject("labels").getString("alertname")).isEqualTo("Digest");
    assertThat(alert.getJsonObject("annotations").getString("count")).isEqualTo("2");
  }

  @Test
  void longTextsAreCutAtAWholeCharacter() {
    assertThat(Links.cut("a\ud83d\ude00", 2)).isEqualTo("a");
    assertThat(SlackMessage.escaped("&".repeat(100), 22)).isEqualTo("&amp;&amp;&amp;&amp;…");
  }
}
