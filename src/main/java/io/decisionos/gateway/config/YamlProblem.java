package io.decisionos.gateway.config;

import io.decisionos.gateway.text.Utf8;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Says in a person's words why bytes are no YAML, and where. What the parser says is about its own
 * inside: it calls a merge conflict a missing colon, on another line. Stateless.
 */
final class YamlProblem {
  private static final Pattern CONFLICT =
      Pattern.compile("(?m)^(<{7}|={7}|>{7}|\\|{7})(?= |\\r?$)");
  private static final Pattern BEGINS = Pattern.compile("found character '(\\S)' that cannot.*");

  private YamlProblem() {}

  /** What the parser stumbles over, by a part of what it says, and what that is for a person. */
  private record Cause(String said, boolean whereItBegan, String found, String expected) {}

  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              "(TAB)", false, "a tab", "spaces: YAML takes no tab where a key or a value begins"),
          new Cause(
              "could not find expected ':'",
              true,
              "a line without a colon",
              "key: value, with a blank after the colon"),
          new Cause(
              "mapping values are not allowed here",
              false,
              "a colon where a key cannot stand",
              "quotes around a text that has a colon in it, or keys of one mapping in one column"),
          new Cause(
              "found unexpected end of stream", true, "a quote that is never closed", "its end"));

  /** Why a text does not parse. */
  static Fault syntax(String file, String text, YamlEngineException e) {
    Matcher conflict = CONFLICT.matcher(text);
    if (conflict.find()) {
      return new Fault(
          file,
          lineAt(text, conflict.start()),
          "",
          "a merge conflict marker (" + conflict.group(1) + ")",
          "one of the versions between the markers, without the markers");
    }
    if (!StreamReader.isPrintable(text)) {
      return unprintable(file, text);
    }
    return e instanceof MarkedYamlEngineException marked
        ? marked(file, text, marked)
        : Fault.ofFile(file, syntaxError(e.getMessage()), "valid YAML");
  }

  private static Fault unprintable(String file, String text) {
    int at = 0;
    while (StreamReader.isPrintable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return new Fault(
        file,
        lineAt(text, at),
        "",
        "the control character U+%04X".formatted(text.codePointAt(at)),
        "text without control characters; in double quotes, an escape of it");
  }

  private static Fault marked(String file, String text, MarkedYamlEngineException e) {
    String said = e.getProblem();
    for (Cause cause : CAUSES) {
      if (said.contains(cause.said())) {
        OptionalInt line = cause.whereItBegan() ? begun(e, text) : line(e, text);
        return new Fault(file, line, "", cause.found(), cause.expected());
      }
    }
    Matcher begins = BEGINS.matcher(said);
    if (begins.matches()) {
      String found = "a key or a value that begins with " + begins.group(1);
      return new Fault(file, line(e, text), "", found, "quotes around it");
    }
    return new Fault(file, line(e, text), "", syntaxError(said), "valid YAML");
  }

  private static String syntaxError(String message) {
    return "a syntax error (" + message.lines().findFirst().orElse("no details") + ")";
  }

  /** Where the error is; what is never closed is wrong where it begins, not where the file ends. */
  private static OptionalInt line(MarkedYamlEngineException e, String text) {
    int last = last(text);
    int found = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
    return found > last ? begun(e, text) : within(found, last);
  }

  private static OptionalInt begun(MarkedYamlEngineException e, String text) {
    return within(
        e.getContextMark().or(e::getProblemMark).map(mark -> mark.getLine() + 1).orElse(0),
        last(text));
  }

  private static int last(String text) {
    return Math.max(1, (int) text.stripTrailing().lines().count());
  }

  private static OptionalInt within(int line, int last) {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(Math.min(line, last));
  }

  /** Why bytes are no text. */
  static Fault encoding(String file, byte[] bytes) {
    if (bytes.length > 1 && (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff))) {
      return Fault.ofFile(file, "text in UTF-16", "UTF-8: save the file as that");
    }
    int at = Utf8.firstFault(bytes).orElseThrow();
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    String found = "a byte that is not UTF-8 (0x%02x, byte %d of the file)";
    return new Fault(
        file,
        OptionalInt.of(line),
        "",
        found.formatted(bytes[at] & 0xff, at + 1),
        "UTF-8: save the file as that");
  }

  private static boolean starts(byte[] bytes, int first, int second) {
    return (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /** An escape beyond 31 bits, for which the parser has no words. */
  static Fault escape(String file, String text, Pattern escape) {
    Matcher found = escape.matcher(text);
    OptionalInt line = found.find() ? lineAt(text, found.start()) : OptionalInt.empty();
    return new Fault(file, line, "", "an escape of no character", "valid YAML");
  }

  /** Why a text has no document in it. */
  static Fault nothing(String file, String text) {
    return Fault.ofFile(
        file, text.isBlank() ? "an empty file" : "no key", "a mapping of keys to values");
  }

  private static OptionalInt lineAt(String text, int offset) {
    return OptionalInt.of(1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count());
  }
}
