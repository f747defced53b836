package io.decisionos.gateway.config;

import io.decisionos.gateway.text.Printable;
import java.util.OptionalInt;

/**
 * One thing that is wrong in a file, said so that a person can mend it.
 *
 * @param file the file's name, or the name of the environment variable
 * @param line counted from 1, if it is known
 * @param key the dotted path of the key, empty for the file as a whole
 * @param found what stands there
 * @param expected what should stand there
 */
public record Fault(String file, OptionalInt line, String key, String found, String expected) {
  // A key may be as long as its file; nobody reads more of it than this.
  private static final int SHOWN_CHARACTERS = 400;

  public Fault {
    file = shown(file);
    key = shown(key);
    found = shown(found);
    expected = shown(expected);
  }

  /** Safe to print, so that a hostile file cannot forge lines of a log, and not too long. */
  private static String shown(String text) {
    return Printable.of(
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…");
  }

  /** A fault of a file as a whole. */
  public static Fault ofFile(String file, String found, String expected) {
    return new Fault(file, OptionalInt.empty(), "", found, expected);
  }

  /** A directory, a pipe or a device where a file should be. */
  public static Fault irregular(String file) {
    return ofFile(file, "something that is no regular file", "a file");
  }

  /** A file of more bytes than are read. */
  public static Fault oversized(String file, long bytes) {
    return ofFile(file, bytes + " bytes", "at most " + WatchedDirectory.MAX_FILE_BYTES + " bytes");
  }

  /** One line: {@code acme.yaml:7: limits.max_qps: found "many", expected an integer}. */
  @Override
  public String toString() {
    String place = line.isPresent() ? file + ":" + line.getAsInt() : file;
    return place + ": " + (key.isEmpty() ? "" : key + ": ") + sentence();
  }

  /** What was found and expected, without the place. */
  public String sentence() {
    return "found " + found + ", expected " + expected;
  }
}
