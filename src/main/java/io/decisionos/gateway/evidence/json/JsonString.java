package io.decisionos.gateway.evidence.json;

import io.decisionos.gateway.text.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the characters of one string of valid JSON text, whatever way they are spelled.
 * Confined to one thread.
 */
public final class JsonString {
  /** What {@link #next} returns behind the last character. */
  static final int END = -1;

  private final byte[] text;
  private int at;

  /**
   * @param quote where the opening quote is
   */
  JsonString(byte[] text, int quote) {
    this.text = text;
    this.at = quote + 1;
  }

  /** The next code point; surrogate pairs are joined. */
  int next() {
    byte b = text[at];
    if (b == '"') {
      return END;
    }
    if (b == '\\') {
      return escaped();
    }
    int codePoint = Utf8.codePointAt(text, at);
    at += Utf8.width(codePoint);
    return codePoint;
  }

  private int escaped() {
    byte kind = text[at + 1];
    if (kind == 'u') {
      return unicode();
    }
    at += 2;
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  private int unicode() {
    char first = fourDigits();
    return Character.isHighSurrogate(first) ? Character.toCodePoint(first, fourDigits()) : first;
  }

  private char fourDigits() {
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      value = value * 16 + Character.digit(text[i], 16);
    }
    at += 6;
    return (char) value;
  }

  /** Where the text behind a string begins. */
  static int end(byte[] text, int quote) {
    int at = quote + 1;
    while (text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** The string's text, cut off behind the limit: a longer one comes back longer than the limit. */
  public static String read(byte[] text, int quote, int limit) {
    int end = quote + 1;
    while (text[end] != '"' && text[end] != '\\' && end - quote <= limit) {
      end++;
    }
    if (text[end] == '"') {
      return new String(text, quote + 1, end - quote - 1, StandardCharsets.UTF_8);
    }
    var string = new JsonString(text, quote);
    var out = new StringBuilder();
    for (int c = string.next(); c != END && out.length() <= limit; c = string.next()) {
      out.appendCodePoint(c);
    }
    return out.toString();
  }

  /** Compares two strings by code point; zero when they are equal. */
  static int compare(byte[] text, int leftQuote, int rightQuote) {
    int left = leftQuote + 1;
    int right = rightQuote + 1;
    while (text[left] == text[right] && text[left] != '"' && text[left] != '\\') {
      left++;
      right++;
    }
    if (text[left] == '\\' || text[right] == '\\') {
      return compareSlowly(text, left - 1, right - 1);
    }
    return Integer.compare(rank(text[left]), rank(text[right]));
  }

  /** In UTF-8 the order of the bytes is the order of the code points; the end comes first. */
  private static int rank(byte b) {
    return b == '"' ? END : b & 0xff;
  }

  private static int compareSlowly(byte[] text, int leftQuote, int rightQuote) {
    var left = new JsonString(text, leftQuote);
    var right = new JsonString(text, rightQuote);
    int l = left.next();
    int r = right.next();
    while (l == r && l != END) {
      l = left.next();
      r = right.next();
    }
    return Integer.compare(l, r);
  }
}
