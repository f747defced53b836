package io.decisionos.gateway.evidence.json;

import io.decisionos.gateway.text.Utf8;

/**
 * Steps over the tokens of JSON text and refuses whatever is not strictly one. The words {@code
 * NaN}, {@code Infinity} and {@code -Infinity} are numbers, as the producers write them. Confined
 * to one thread.
 */
final class JsonLexer {
  /** An integer may have this many digits; its sign is none. */
  static final int MAX_INTEGER_DIGITS = 4300;

  /** What {@link #peek} returns behind the last byte. */
  static final int END = -1;

  private static final String[] WORDS = {"true", "false", "null", "NaN", "Infinity", "-Infinity"};

  private final byte[] text;
  private final int end;
  private int at;

  JsonLexer(byte[] text, int length) {
    this.text = text;
    this.end = length;
  }

  int at() {
    return at;
  }

  /** The next byte as a number from 0 to 255 without taking it, or {@link #END}. */
  int peek() {
    return at < end ? text[at] & 0xff : END;
  }

  void skip() {
    at++;
  }

  void blanks() {
    int here = at;
    while (here < end && isBlank(text[here])) {
      here++;
    }
    at = here;
  }

  static boolean isBlank(byte b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  void expect(char wanted) throws UnreadableException {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  UnreadableException unexpected() {
    return UnreadableException.at(at, at < end ? "not JSON" : "ends too early");
  }

  /** Takes a string, the quotes included. */
  void string() throws UnreadableException {
    expect('"');
    int here = at;
    while (here < end) {
      byte b = text[here];
      if (b == '"') {
        at = here + 1;
        return;
      }
      if (b >= ' ' && b != '\\') {
        here++;
      } else {
        at = here;
        special(b);
        here = at;
      }
    }
    at = here;
    throw unexpected();
  }

  /** Takes what is more than one byte of ASCII. */
  private void special(byte b) throws UnreadableException {
    if (b == '\\') {
      escape();
    } else if (b < 0) {
      character();
    } else {
      throw UnreadableException.at(at, "control character in a string");
    }
  }

  private void character() throws UnreadableException {
    int length = Utf8.lengthAt(text, at, end);
    if (length == 0) {
      throw UnreadableException.at(at, "not valid UTF-8");
    }
    at += length;
  }

  private void escape() throws UnreadableException {
    at++;
    int kind = peek();
    if (kind == 'u') {
      unicodeEscape();
    } else if (kind >= 0 && "\"\\/bfnrt".indexOf(kind) >= 0) {
      at++;
    } else {
      throw unexpected();
    }
  }

  private void unicodeEscape() throws UnreadableException {
    int start = at - 1;
    char first = fourDigits();
    if (Character.isHighSurrogate(first)) {
      boolean paired = at + 1 < end && text[at] == '\\' && text[at + 1] == 'u';
      at++;
      if (!paired || !Character.isLowSurrogate(fourDigits())) {
        throw UnreadableException.at(start, "lone surrogate");
      }
    } else if (Character.isLowSurrogate(first)) {
      throw UnreadableException.at(start, "lone surrogate");
    }
  }

  private char fourDigits() throws UnreadableException {
    int value = 0;
    for (int i = 1; i <= 4; i++) {
      int digit = at + i < end ? Character.digit(text[at + i], 16) : -1;
      if (digit < 0) {
        throw UnreadableException.at(at, "bad unicode escape");
      }
      value = value * 16 + digit;
    }
    at += 5;
    return (char) value;
  }

  /** Takes a number or a word. */
  void scalar() throws UnreadableException {
    int b = peek();
    boolean number = isDigit(b) || (b == '-' && at + 1 < end && isDigit(text[at + 1]));
    if (number) {
      number();
    } else {
      word();
    }
  }

  private void word() throws UnreadableException {
    for (String word : WORDS) {
      if (startsWith(word)) {
        at += word.length();
        return;
      }
    }
    throw unexpected();
  }

  private boolean startsWith(String word) {
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void number() throws UnreadableException {
    if (peek() == '-') {
      at++;
    }
    int start = at;
    int digits = digits();
    if (digits > 1 && text[start] == '0') {
      throw UnreadableException.at(start, "leading zero");
    }
    boolean fraction = fraction();
    boolean exponent = exponent();
    if (!fraction && !exponent && digits > MAX_INTEGER_DIGITS) {
      throw UnreadableException.at(start, "integer of more than 4300 digits");
    }
  }

  private boolean fraction() throws UnreadableException {
    if (peek() != '.') {
      return false;
    }
    at++;
    atLeastOneDigit();
    return true;
  }

  private boolean exponent() throws UnreadableException {
    if (peek() != 'e' && peek() != 'E') {
      return false;
    }
    at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    atLeastOneDigit();
    return true;
  }

  private void atLeastOneDigit() throws UnreadableException {
    if (digits() == 0) {
      throw unexpected();
    }
  }

  private int digits() {
    int here = at;
    while (here < end && isDigit(text[here])) {
      here++;
    }
    int count = here - at;
    at = here;
    return count;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
