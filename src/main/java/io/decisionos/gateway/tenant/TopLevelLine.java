package io.decisionos.gateway.tenant;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds {@code key: word} at the beginning of a line in a file that does not parse as YAML. What an
 * operator wrote there is worth knowing although the rest is broken.
 */
final class TopLevelLine {
  private TopLevelLine() {}

  /** The words that stand after the key, without quotes, in the order of the lines. */
  static List<String> words(String text, String key) {
    return Pattern.compile(
            "(?m)^" + key + "[ \\t]*:[ \\t]+([\"']?)([a-z0-9-]++)\\1[ \\t]*(?:#.*)?\\r?$")
        .matcher(text)
        .results()
        .map(line -> line.group(2))
        .toList();
  }
}
