package io.decisionos.gateway.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.book.GroupKey;
import io.decisionos.gateway.alerts.rules.Receiver;
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
        Optional.empty(),
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

  @Test
  void whateverIsInItAMessageIsLegal() {
    var hostile = new HostileMessages(21);
    for (int round = 0; round < 1_000; round++) {
      Message message = hostile.message(round % 100 == 0 ? 500 : 4);
      assertThat(HostileMessages.complaints(message)).as("round %s", round).isEmpty();
    }
  }

  @Test
  void anAddressOfAnyLengthLeavesAMessageLegal() {
    for (int length : List.of(100, 900, 1500, 2000)) {
      var links = new Links("https://ops.example/" + "a&".repeat(length / 2));
      Message message = Message.of(usual(Kind.GROUP), links);
      assertThat(SlackRules.complaints(SlackMessage.of(message))).as("length %s", length).isEmpty();
    }
  }

  @Test
  void aLargeGroupIsCutToWhatSlackTakesAndSaysHowManyMoreThereAre() {
    Word[] words =
        IntStream.range(0, 60)
            .mapToObj(i -> new Word(alert(numbered(i), true, "what was seen, ".repeat(15)), true))
            .toArray(Word[]::new);
    JsonObject slack = SlackMessage.of(Message.of(dispatch(Kind.GROUP, words), LINKS));
    assertThat(SlackRules.complaints(slack)).isEmpty();
    var blocks = slack.getJsonArray("blocks");
    int shown = blocks.size() - 2;
    assertThat(shown).isBetween(10, 45);
    assertThat(blocks.getJsonObject(shown + 1).encode()).contains("and " + (60 - shown) + " more");
  }

  private static Map<String, String> numbered(int number) {
    var labels = new HashMap<>(GROUP);
    labels.putAll(Map.of("severity", "critical", "gateway", "fleet", "objective", "o" + number));
    return labels;
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
