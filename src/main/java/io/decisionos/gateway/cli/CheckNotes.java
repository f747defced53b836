package io.decisionos.gateway.cli;

import io.decisionos.gateway.text.Program;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a check of readiness has to say beside its state, for a terminal. Pure. */
final class CheckNotes {
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final int MOST_ERRORS = 10;
  private static final String AFTER_LIMITING =
      "next step  raise limits.max_qps in its file, or ask it to slow down";
  // The console has the same words for it.
  private static final String AFTER_TAMPERING =
      "next step  leave the file as it is, and ask its producer for the one that was signed;"
          + " docs/evidence.md says what is verified";

  // The console has the same words for it.
  private static final String AFTER_IGNORING =
      " is not read: write its name in small letters, or take it away";

  private CheckNotes() {}

  /** The word for a check, as the console has it: one that is well may know of something bad. */
  static String mark(JsonObject check) {
    String state = check.getString("state");
    if (state.equals("ok") && check.getLong("tampered", 0L) > 0) {
      return "tampered";
    }
    boolean isNamed =
        objects(check, "over_limit").findAny().isPresent() || texts(check, "ignored").size() > 0;
    return state.equals("ok") && isNamed ? "look" : state;
  }

  /** A few words behind the check's name. */
  static String summary(String name, JsonObject check) {
    return switch (name) {
      case "disk" -> check.containsKey("free_bytes") ? free(check.getLong("free_bytes")) : "";
      case "evidence" ->
          check.containsKey("files")
              ? check.getLong("files") + " files, " + check.getLong("tampered") + " tampered"
              : "";
      case "storage" -> check.getString("backend", "");
      case "tenants" ->
          check.containsKey("tenants")
              ? check.getLong("tenants") + " tenants, " + check.getLong("suspended") + " suspended"
              : "";
      default -> "";
    };
  }

  private static String free(long bytes) {
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.0f MB free", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.1f GB free", bytes / GIGABYTE);
  }

  /** A line for each thing that the check names. */
  static List<String> lines(JsonObject check) {
    var lines = new ArrayList<String>();
    addOverLimit(lines, objects(check, "over_limit").toList());
    addTampered(lines, objects(check, "tampered_files").toList());
    ids(check, "refused").ifPresent(ids -> lines.add("refused  " + ids));
    ids(check, "suspended")
        .ifPresent(ids -> lines.add("suspended  " + ids + "; status: active serves it again"));
    addInvalid(lines, objects(check, "invalid").toList());
    texts(check, "ignored").forEach(file -> lines.add(file + AFTER_IGNORING));
    alsoBad(check).skip(1).map(text -> "also  " + text).forEach(lines::add);
    return lines;
  }

  private static void addOverLimit(List<String> lines, List<JsonObject> tenants) {
    tenants.forEach(
        over ->
            lines.add(
                "over max_qps  %s: %s of its last minute's %s requests refused"
                    .formatted(
                        over.getString("tenant_id"),
                        over.getValue("refused"),
                        over.getValue("requests"))));
    if (!tenants.isEmpty()) {
      lines.add(AFTER_LIMITING);
    }
  }

  private static void addTampered(List<String> lines, List<JsonObject> files) {
    files.forEach(file -> lines.add("tampered  " + file.getString("path") + ": " + error(file)));
    if (!files.isEmpty()) {
      lines.add(AFTER_TAMPERING);
    }
  }

  /** The tenants that are named of those that are counted under a key, and how many more. */
  private static Optional<String> ids(JsonObject check, String key) {
    JsonArray ids = check.getJsonArray(key + "_ids", new JsonArray());
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    long more = check.getLong(key) - ids.size();
    String named = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return Optional.of(more > 0 ? named + " and " + more + " more" : named);
  }

  /** What is wrong in files of settings and with keys; the cause names the first of it alone. */
  private static Stream<String> alsoBad(JsonObject check) {
    Stream<String> findings =
        objects(check, "findings")
            .map(finding -> finding.getString("reason") + ": " + finding.getString("detail"));
    return Stream.concat(texts(check, "errors").stream(), findings);
  }

  /** Files with their errors, and until when each still serves; how many more there are. */
  private static void addInvalid(List<String> lines, List<JsonObject> files) {
    int shown = 0;
    for (JsonObject file : files) {
      List<JsonObject> errors = objects(file, "errors").limit(MOST_ERRORS - shown).toList();
      errors.forEach(error -> addError(lines, error));
      shown += errors.size();
      if (!errors.isEmpty()) {
        lines.add("  " + file.getString("file") + " " + fate(file));
      }
    }
    long all = files.stream().mapToLong(file -> objects(file, "errors").count()).sum();
    if (all > shown) {
      lines.add("and " + (all - shown) + " more; all of them: " + Program.line("tenants validate"));
    }
  }

  private static String fate(JsonObject file) {
    return switch (file.getString("state", "")) {
      case "last_good" ->
          "serves its last good version until " + StatusText.millis(file.getString("grace_ends"));
      case "suspended" -> "says suspended, which counts at once";
      case "unused" -> "is not used: another file serves its tenant; a restart would refuse both";
      default -> "serves nobody: its tenant is refused";
    };
  }

  private static String error(JsonObject file) {
    return file.getString("error");
  }

  private static void addError(List<String> lines, JsonObject error) {
    lines.add(error.getString("message"));
    objects(error, "excerpt")
        .forEach(
            line -> {
              boolean bad = line.getInteger("line").equals(error.getInteger("line"));
              lines.add(
                  "%s %4d | %s"
                      .formatted(bad ? ">" : " ", line.getInteger("line"), line.getString("text")));
            });
  }

  private static List<String> texts(JsonObject check, String key) {
    return check.getValue(key) instanceof JsonArray array
        ? array.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Stream<JsonObject> objects(JsonObject json, String key) {
    return json.getValue(key) instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
        : Stream.of();
  }
}
