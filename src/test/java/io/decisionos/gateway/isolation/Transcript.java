package io.decisionos.gateway.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one tenant asks and hears, the same each time but for the moment: times are blotted out, and
 * tags that are new for every write are numbered in the order in which they come.
 */
final class Transcript {
  private static final Pattern ETAG = Pattern.compile("etag: \\[.*]");

  private final Side side;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> tags = new HashMap<>();

  Transcript(Side side) {
    this.side = side;
  }

  Reply ask(Ask ask) {
    Reply reply = side.send(ask);
    String said = Reply.TIME.matcher(reply.text()).replaceAll("TIME");
    said = Reply.MINTED.matcher(said).replaceAll(tag -> number(tag.group()));
    if (said.contains("TIME")) {
      // The tag of a listing is made of its text.
      said = ETAG.matcher(said).replaceAll("etag: OF TIMES");
    }
    lines.add(ask.method() + " " + ask.target() + "\n" + said);
    return reply;
  }

  private String number(String tag) {
    return tags.computeIfAbsent(tag, t -> "TAG" + tags.size());
  }

  List<String> lines() {
    return lines;
  }
}
