package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.message.Message.Entry;
import java.util.stream.Collectors;

/** A message as lines of text. Pure. */
final class PlainText {
  private static final int MOST = 20;

  private PlainText() {}

  /** The lines, each ended. */
  public static String of(Message message) {
    String entries =
        message.entries().stream().limit(MOST).map(PlainText::of).collect(Collectors.joining());
    int more = message.entries().size() - MOST;
    String rest = more > 0 ? "and " + more + " more\n" : "";
    return message.title() + "\n" + entries + rest;
  }

  private static String of(Entry entry) {
    return """
    %s %s: %s
      %s
      %s
      %s
    """
        .formatted(
            entry.firing() ? "-" : "- over:",
            entry.labels().severity().word(),
            entry.annotations().get("summary"),
            entry.annotations().get("description"),
            labels(entry),
            entry.annotations().get("runbook_url"));
  }

  /** The labels that the lines do not have already. */
  static String labels(Entry entry) {
    return Links.shown(
        entry.labels().values().entrySet().stream()
            .filter(label -> !label.getKey().equals("severity"))
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" ")));
  }
}
