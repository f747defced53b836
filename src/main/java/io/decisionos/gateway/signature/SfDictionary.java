package io.decisionos.gateway.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a dictionary of RFC 8941 section 3.2, in which nothing can be understood in two ways: what
 * stands twice is refused, though the RFC would let the last one win. Confined to one reading.
 */
final class SfDictionary {
  private static final int MOST_DIGITS = 15;
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private final String text;
  private int at;

  private SfDictionary(String text) {
    this.text = text;
  }

  /** Says that a field is spelled wrongly. Has no stack trace: it is an outcome, not a bug. */
  private static final class Misspelt extends RuntimeException {
    Misspelt() {
      super("misspelt", null, false, false);
    }
  }

  /** The values of a field as one. */
  static String joined(List<String> values) {
    return values.size() == 1 ? values.get(0) : String.join(", ", values);
  }

  /**
   * The members by their keys, in order; empty if the text is no dictionary.
   *
   * @param text the values of the field, {@link #joined}
   */
  static Optional<Map<String, SfMember>> read(String text) {
    try {
      return Optional.of(new SfDictionary(text).members());
    } catch (Misspelt e) {
      return Optional.empty();
    }
  }

  private Map<String, SfMember> members() {
    Map<String, SfMember> members = new LinkedHashMap<>();
    skip(" ");
    while (at < text.length()) {
      String key = key();
      SfMember member = next('=') ? member() : SfMember.item(TRUE, parameters());
      require(members.put(key, member) == null);
      skip(" \t");
      if (at == text.length()) {
        return members;
      }
      require(next(','));
      skip(" \t");
      require(at < text.length());
    }
    return members;
  }

  private static final SfValue TRUE = new SfValue(SfValue.Type.BOOLEAN, "?1");

  private SfMember member() {
    if (!next('(')) {
      return SfMember.item(value(), parameters());
    }
    List<SfMember.Item> items = new ArrayList<>();
    skip(" ");
    while (!next(')')) {
      items.add(new SfMember.Item(value(), parameters()));
      require(peek() == ' ' || peek() == ')');
      skip(" ");
    }
    return SfMember.list(items, parameters());
  }

  private Map<String, SfValue> parameters() {
    if (peek() != ';') {
      return Map.of();
    }
    Map<String, SfValue> parameters = new LinkedHashMap<>();
    while (next(';')) {
      skip(" ");
      String key = key();
      SfValue value = next('=') ? value() : TRUE;
      require(parameters.put(key, value) == null);
    }
    return parameters;
  }

  private String key() {
    int from = at;
    require(isLower(peek()) || peek() == '*');
    while (isLower(peek()) || isDigit(peek()) || isOneOf("_-.*")) {
      at++;
    }
    return text.substring(from, at);
  }

  private SfValue value() {
    char first = peek();
    if (first == '"') {
      return string();
    }
    if (first == ':') {
      return bytes();
    }
    if (first == '?') {
      return bool();
    }
    return first == '-' || isDigit(first) ? number() : token();
  }

  private SfValue string() {
    int from = ++at;
    boolean escaped = false;
    while (!next('"')) {
      char c = peek();
      require(c >= ' ' && c <= '~');
      at++;
      if (c == '\\') {
        escaped = true;
        require(peek() == '"' || peek() == '\\');
        at++;
      }
    }
    String content = text.substring(from, at - 1);
    return new SfValue(
        SfValue.Type.STRING, escaped ? ESCAPED.matcher(content).replaceAll("$1") : content);
  }

  private SfValue bytes() {
    int from = at + 1;
    int end = text.indexOf(':', from);
    require(end > 0);
    at = end + 1;
    return new SfValue(SfValue.Type.BYTES, text.substring(from, end));
  }

  private SfValue bool() {
    at++;
    require(peek() == '0' || peek() == '1');
    return new SfValue(SfValue.Type.BOOLEAN, "?" + text.charAt(at++));
  }

  private SfValue number() {
    int from = at;
    next('-');
    int digits = digits();
    require(digits >= 1 && digits <= MOST_DIGITS);
    if (!next('.')) {
      return new SfValue(SfValue.Type.INTEGER, integer(text.substring(from, at)));
    }
    int fraction = digits();
    require(digits <= 12 && fraction >= 1 && fraction <= 3);
    return new SfValue(SfValue.Type.DECIMAL, decimal(text.substring(from, at)));
  }

  private static String integer(String digits) {
    return Long.toString(Long.parseLong(digits));
  }

  /** Zeros at the ends say nothing; one digit stays behind the point. */
  private static String decimal(String digits) {
    String plain = new java.math.BigDecimal(digits).stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private int digits() {
    int from = at;
    while (isDigit(peek())) {
      at++;
    }
    return at - from;
  }

  private SfValue token() {
    int from = at;
    require(isLower(peek()) || isUpper(peek()) || peek() == '*');
    while (isLower(peek()) || isUpper(peek()) || isDigit(peek()) || isOneOf("!#$%&'*+-.^_`|~:/")) {
      at++;
    }
    return new SfValue(SfValue.Type.TOKEN, text.substring(from, at));
  }

  private void skip(String blanks) {
    while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean next(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** The character here; NUL, which no field has, at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean isOneOf(String set) {
    return at < text.length() && set.indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Misspelt();
    }
  }
}
