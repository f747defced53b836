package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.message.Message.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message in Slack's Block Kit, within its limits whatever the data holds: 50 blocks, 3,000
 * characters a text, not too many in all, {@code & < >} escaped, and nobody is called by what a
 * tenant wrote. Pure.
 */
public final class SlackMessage {
  private static final int MOST_ENTRIES = 45;
  // Slack publishes no limit for all blocks together, and refuses a message from some 12,000
  // characters on (msg_blocks_too_long).
  private static final int MOST_IN_ALL = 10_000;
  private static final int MOST_TITLE = 150;
  private static final int MOST_TEXT = 3000;
  private static final int MOST_PART = 900;
  // Between the sign and the word a joiner: it reads as before and calls nobody.
  private static final Pattern CALLS =
      Pattern.compile("@(?=here|channel|everyone)", Pattern.CASE_INSENSITIVE);

  private SlackMessage() {}

  /** The body for an incoming webhook. */
  public static JsonObject of(Message message) {
    var blocks = new JsonArray();
    String title = (message.isFiring() ? mark(message) : ":large_green_circle: ") + message.title();
    blocks.add(
        new JsonObject()
            .put("type", "header")
            .put(
                "text",
                new JsonObject()
                    .put("type", "plain_text")
                    .put("text", escaped(title, MOST_TITLE))
                    .put("emoji", true)));
    List<JsonObject> sections = sections(message);
    sections.forEach(blocks::add);
    int more = message.entries().size() - sections.size();
    if (more > 0) {
      blocks.add(
          new JsonObject()
              .put("type", "context")
              .put("elements", new JsonArray().add(text("and " + more + " more"))));
    }
    return new JsonObject()
        .put("text", escaped(message.title(), MOST_TEXT))
        .put("unfurl_links", false)
        .put("unfurl_media", false)
        .put("blocks", blocks);
  }

  /** Its alerts, as many as there is room for; always the first one. */
  private static List<JsonObject> sections(Message message) {
    var sections = new ArrayList<JsonObject>();
    int room = MOST_IN_ALL;
    for (Entry entry : message.entries()) {
      JsonObject section = section(entry);
      room -= section.encode().length();
      if (sections.size() == MOST_ENTRIES || (room < 0 && !sections.isEmpty())) {
        return sections;
      }
      sections.add(section);
    }
    return sections;
  }

  private static String mark(Message message) {
    return switch (message.worst()) {
      case CRITICAL -> ":red_circle: ";
      case WARNING -> ":large_orange_circle: ";
      case INFO -> ":large_blue_circle: ";
    };
  }

  private static JsonObject section(Entry entry) {
    String over = entry.firing() ? "" : "over: ";
    String body =
        "*%s%s: %s*\n%s\n%s\n%s"
            .formatted(
                over,
                entry.labels().severity().word(),
                escaped(entry.annotations().get("summary"), MOST_TITLE),
                escaped(entry.annotations().get("description"), MOST_PART),
                escaped(PlainText.labels(entry), MOST_PART),
                link(entry.annotations().get("runbook_url")));
    return new JsonObject().put("type", "section").put("text", text(body));
  }

  /** Nothing in it becomes a link or a call of its own accord. */
  private static JsonObject text(String body) {
    return new JsonObject().put("type", "mrkdwn").put("text", body).put("verbatim", true);
  }

  /** A half of a link leads nowhere: one that is too long is left out. */
  private static String link(String url) {
    String target = escaped(url.replace("|", "%7C"), Integer.MAX_VALUE);
    return target.length() > MOST_PART ? "" : "<" + target + "|runbook>";
  }

  private static String calm(String text) {
    return CALLS.matcher(text).replaceAll("@\u2060");
  }

  /** Escaped, and at most so long; an escape is never cut. */
  static String escaped(String text, int most) {
    String calm = calm(text);
    var out = new StringBuilder();
    for (int at = 0; at < calm.length(); ) {
      int character = calm.codePointAt(at);
      String piece =
          switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(character);
          };
      if (out.length() + piece.length() >= most) {
        return out.append('…').toString();
      }
      out.append(piece);
      at += Character.charCount(character);
    }
    return out.toString();
  }
}
