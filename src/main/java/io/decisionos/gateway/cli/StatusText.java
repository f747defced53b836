package io.decisionos.gateway.cli;

import io.decisionos.gateway.text.Printable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/** A gateway's readiness and the latest notices of its timeline, for a terminal. Pure. */
final class StatusText {
  private static final String INDENT = "             ";

  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  static String of(String url, JsonObject ready, JsonArray events) {
    var status = new StatusText();
    JsonObject checks = ready.getJsonObject("checks", new JsonObject());
    status.line(
        "%s  generation %s  %s%s", ready.getString("state"), number(ready), url, looks(checks));
    status.line("");
    if (!ready.containsKey("checks")) {
      status.line("  the checks are shown to operators alone: give --token-file");
    }
    for (String name : checks.fieldNames()) {
      status.check(name, checks.getJsonObject(name));
    }
    status.line("");
    status.line("latest notices");
    for (int i = 0; i < events.size(); i++) {
      status.event(events.getJsonObject(i));
    }
    return status.text.toString();
  }

  /** The checks that are well and know of something bad: callers are served, and somebody acts. */
  private static String looks(JsonObject checks) {
    String named =
        checks.fieldNames().stream()
            .filter(name -> knowsOfMore(checks.getJsonObject(name)))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "" : "  take a look at: " + named;
  }

  private static boolean knowsOfMore(JsonObject check) {
    return !CheckNotes.mark(check).equals(check.getString("state"));
  }

  private static String number(JsonObject ready) {
    return String.valueOf(ready.getValue("generation", "?"));
  }

  /** Adds a line; what comes from files cannot move the cursor or forge another line. */
  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be the only use of its library.
  private void line(String format, Object... values) {
    text.append(Printable.of(String.format(format, values)).stripTrailing()).append('\n');
  }

  private void check(String name, JsonObject check) {
    String state = check.getString("state");
    line("  %-9s  %-9s  %s", CheckNotes.mark(check), name, CheckNotes.summary(name, check));
    if (!state.equals("ok")) {
      line("%ssince      %s", INDENT, millis(check.getString("since")));
      line("%scause      %s", INDENT, check.getString("cause"));
      line("%snext step  %s", INDENT, check.getString("next_step"));
      line("%sdocs       %s", INDENT, check.getString("docs"));
    }
    CheckNotes.lines(check).forEach(note -> line("%s%s", INDENT, note));
  }

  /** A time that fits its column; the rest is in {@code --json}. */
  static String millis(String at) {
    return Instant.parse(at).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void event(JsonObject event) {
    line(
        "  %-24s  %-5s  %-20s  %-12s  %s",
        millis(event.getString("at")),
        event.getString("level"),
        event.getString("kind"),
        Optional.ofNullable(event.getString("tenant_id")).orElse("-"),
        event.getString("message"));
  }
}
