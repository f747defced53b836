package io.decisionos.gateway.alerts.message;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Slack publishes of its limits for messages with blocks, as strictly as it can be read. */
final class SlackRules {
  private static final Pattern BARE = Pattern.compile("&(?!amp;|lt;|gt;)");
  private static final Pattern LINK = Pattern.compile("<https?://[^<>|\\s]+\\|runbook>");
  private static final Pattern CALL =
      Pattern.compile("@(here|channel|everyone)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> FIELDS =
      Set.of("text", "blocks", "unfurl_links", "unfurl_media");
  private static final int MOST = 3000;
  // Not published: what callers report msg_blocks_too_long from.
  private static final int MOST_IN_ALL = 12_000;

  private final List<String> complaints = new ArrayList<>();

  private SlackRules() {}

  /** What Slack would complain of. */
  static List<String> complaints(JsonObject message) {
    var rules = new SlackRules();
    rules.message(message);
    return rules.complaints;
  }

  private void message(JsonObject message) {
    expect(FIELDS.containsAll(message.fieldNames()), "fields " + message.fieldNames());
    text(message.getString("text"));
    var blocks = message.getJsonArray("blocks");
    expect(!blocks.isEmpty() && blocks.size() <= 50, blocks.size() + " blocks");
    expect(blocks.encode().length() <= MOST_IN_ALL, blocks.encode().length() + " characters");
    blocks.stream().map(JsonObject.class::cast).forEach(this::block);
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      complaints.add(otherwise);
    }
  }

  private void fields(JsonObject object, String... known) {
    expect(Set.of(known).containsAll(object.fieldNames()), "fields " + object.fieldNames());
  }

  private void block(JsonObject block) {
    fields(block, "type", block.getString("type").equals("context") ? "elements" : "text");
    switch (block.getString("type")) {
      case "header" -> header(block.getJsonObject("text"));
      case "section" -> markdown(block.getJsonObject("text"));
      case "context" -> {
        var elements = block.getJsonArray("elements");
        expect(!elements.isEmpty() && elements.size() <= 10, elements.size() + " elements");
        elements.stream().map(JsonObject.class::cast).forEach(this::markdown);
      }
      default -> complaints.add("a block " + block.getString("type"));
    }
  }

  private void header(JsonObject text) {
    fields(text, "type", "text", "emoji");
    String shown = text.getString("text");
    expect(text.getString("type").equals("plain_text"), "header " + text);
    expect(!shown.isEmpty() && shown.length() <= 150, "header of " + shown.length());
    text(shown);
  }

  private void markdown(JsonObject text) {
    fields(text, "type", "text", "verbatim");
    expect(text.getString("type").equals("mrkdwn"), "text " + text);
    expect(text.getBoolean("verbatim"), "not verbatim");
    text(text.getString("text"));
  }

  private void text(String text) {
    expect(!text.isEmpty() && text.length() <= MOST, "a text of " + text.length());
    String plain = LINK.matcher(text).replaceAll("");
    boolean bare = BARE.matcher(plain).find() || plain.contains("<") || plain.contains(">");
    expect(!bare, "not escaped: " + text);
    calls(text);
  }

  private void calls(String text) {
    boolean calls = CALL.matcher(text).find() || text.contains("<!") || text.contains("<@");
    expect(!calls, "calls somebody: " + text);
    for (int i = 0; i < text.length(); i++) {
      boolean high = Character.isHighSurrogate(text.charAt(i));
      boolean low = Character.isLowSurrogate(text.charAt(i));
      boolean before = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      boolean after = i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      expect((!high || after) && (!low || before), "half a character at " + i);
    }
  }
}
