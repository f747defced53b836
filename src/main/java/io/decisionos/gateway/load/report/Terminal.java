package io.decisionos.gateway.load.report;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes safe for a terminal what scenarios, reports and arguments say. Pure. */
public final class Terminal {

  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Terminal() {}

  /**
   * The text, with Java's escapes for what moves a cursor, breaks a line, colours a terminal or
   * turns the direction of writing.
   */
  public static String safe(String text) {
    return UNSAFE.matcher(text).replaceAll(Terminal::escape);
  }

  private static String escape(MatchResult unsafe) {
    return unsafe
        .group()
        .chars()
        .mapToObj(c -> String.format("\\\\u%04x", c))
        .collect(Collectors.joining());
  }
}
