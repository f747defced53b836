package io.decisionos.gateway.isolation;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An answer, as far as it may depend on anything but the moment.
 *
 * @param head the header lines, sorted
 */
record Reply(int status, List<String> head, String body) {
  // Tags of entries are made of the mint's 80 bits and a number.
  static final Pattern MINTED = Pattern.compile("[0-9a-z]{13,17}-[0-9a-z]{1,6}");
  static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private static final Pattern COUNTED = Pattern.compile("\"(requests|bad|burn)\":[0-9.eE+-]+");

  static Reply of(HttpResponse<String> response) {
    var head = new ArrayList<String>();
    response
        .headers()
        .map()
        .forEach((name, values) -> head.add(name.toLowerCase(Locale.ROOT) + ": " + values));
    // An answer that repeats what was sent is as long as that.
    head.removeIf(line -> line.startsWith("content-length:") || line.startsWith("date:"));
    head.sort(null);
    return new Reply(response.statusCode(), head, response.body());
  }

  String header(String name) {
    String start = name + ": [";
    return head.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length(), line.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  /** The whole answer as text. */
  String text() {
    return status + "\n" + String.join("\n", head) + "\n\n" + body;
  }

  /** The whole answer as text, what is new each time blotted out, and this value too. */
  String without(String value) {
    String timeless = TIME.matcher(text().replace(value, Ask.VALUE)).replaceAll("TIME");
    String countless = COUNTED.matcher(timeless).replaceAll("COUNT");
    return MINTED.matcher(countless).replaceAll("TAG");
  }
}
