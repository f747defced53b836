package io.decisionos.gateway.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Header fields in a file, a line {@code Name: value} each; blank lines and those that begin with #
 * are passed over. What they say is told nobody.
 */
public final class HeadersFile {
  private static final int MOST = 32;
  private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}";
  private static final String VALUE = "[\\x20-\\x7e\\t]{0,8192}";

  private HeadersFile() {}

  /**
   * Reads the file, which may have changed since.
   *
   * @throws IllegalArgumentException if a line is none of these, or is one of more than 32
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, String> read(Path file) {
    var headers = new LinkedHashMap<String, String>();
    for (String line : lines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(":", 2);
        String name = parts[0].strip();
        String value = parts.length < 2 ? "\n" : parts[1].strip();
        if (headers.size() >= MOST || !name.matches(NAME) || !value.matches(VALUE)) {
          throw new IllegalArgumentException(
              "the file " + file + " has a line that is not Name: value");
        }
        headers.put(name, value);
      }
    }
    return headers;
  }

  private static Iterable<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the file " + file + " cannot be read; mend its path or its rights", e);
    }
  }
}
