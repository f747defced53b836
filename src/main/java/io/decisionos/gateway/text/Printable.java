package io.decisionos.gateway.text;

/**
 * Text from outside, made safe for a log, a terminal or a page: what moves a cursor, breaks a line,
 * colours a terminal or turns the direction of writing is spelled as an escape. Everything that a
 * caller, a file name or another process gave us passes here before it is printed.
 */
public final class Printable {
  private Printable() {}

  /**
   * The text with each unsafe character replaced by its Java escape, <code>&#92;uXXXX</code>; a
   * text without any comes back as the same object.
   */
  public static String of(String text) {
    return escaped(text, false);
  }

  /** As {@link #of}, for text of several lines: their ends stay. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean lines) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text, i) && !(lines && text.charAt(i) == '\n')) {
        return escaped(text, i, lines);
      }
    }
    return text;
  }

  private static String escaped(String text, int from, boolean lines) {
    var out = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      if (isUnsafe(text, i) && !(lines && text.charAt(i) == '\n')) {
        out.append(String.format("\\u%04x", (int) text.charAt(i)));
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean isUnsafe(String text, int at) {
    char c = text.charAt(at);
    if (Character.isSurrogate(c)) {
      return !isPaired(text, at);
    }
    return Character.isISOControl(c)
        || switch (Character.getType(c)) {
          case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT -> true;
          default -> false;
        };
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
