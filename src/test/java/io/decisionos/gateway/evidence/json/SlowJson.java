package io.decisionos.gateway.evidence.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recursive reader of JSON text; leaves by an exception of any kind if it is not valid. */
public final class SlowJson {
  public static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final Pattern NUMBER =
      Pattern.compile("NaN|-?Infinity|-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
  private static final Pattern BLANKS = Pattern.compile("[ \t\n\r]*+");
  private static final Pattern WORD = Pattern.compile("true|false|null");

  private final String text;
  private int at;

  public SlowJson(String text) {
    this.text = text;
  }

  public static Map<String, Object> emptyObject() {
    return new TreeMap<>(
        Comparator.comparing((String key) -> key.codePoints().toArray(), Arrays::compare));
  }

  public Object document() {
    take(BLANKS);
    Object value = value(1);
    take(BLANKS);
    require(at == text.length());
    return value;
  }

  private Object value(int level) {
    char c = text.charAt(at);
    if (c == '{') {
      return object(level);
    }
    if (c == '[') {
      return array(level);
    }
    if (c == '"') {
      return string();
    }
    return take(WORD).map(SlowJson::word).orElseGet(this::number);
  }

  private static Object word(String word) {
    return word.equals("null") ? NULL : Boolean.valueOf(word);
  }

  private Object number() {
    return SlowNumber.of(take(NUMBER).orElseThrow(IllegalArgumentException::new));
  }

  private Map<String, Object> object(int level) {
    Map<String, Object> object = emptyObject();
    open(level);
    while (!closes('}', object.isEmpty())) {
      String key = string();
      take(BLANKS);
      require(text.charAt(at++) == ':');
      take(BLANKS);
      object.put(key, value(level + 1));
      take(BLANKS);
    }
    return object;
  }

  private List<Object> array(int level) {
    var array = new ArrayList<Object>();
    open(level);
    while (!closes(']', array.isEmpty())) {
      array.add(value(level + 1));
      take(BLANKS);
    }
    return array;
  }

  private void open(int level) {
    require(level <= 1000);
    at++;
    take(BLANKS);
  }

  /** Takes the closing bracket, or the comma before what follows. */
  private boolean closes(char bracket, boolean empty) {
    if (text.charAt(at) == bracket) {
      at++;
      return true;
    }
    if (!empty) {
      require(text.charAt(at++) == ',');
      take(BLANKS);
    }
    return false;
  }

  private String string() {
    require(text.charAt(at++) == '"');
    var out = new StringBuilder();
    while (text.charAt(at) != '"') {
      out.append(character());
    }
    at++;
    String string = out.toString();
    require(
        string
            .codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    return string;
  }

  private char character() {
    char c = text.charAt(at++);
    require(c >= ' ');
    if (c != '\\') {
      return c;
    }
    char kind = text.charAt(at++);
    if (kind == 'u') {
      String digits = text.substring(at, at += 4);
      require(digits.matches("[0-9a-fA-F]{4}"));
      return (char) Integer.parseInt(digits, 16);
    }
    int place = "\"\\/bfnrt".indexOf(kind);
    require(place >= 0);
    return "\"\\/\b\f\n\r\t".charAt(place);
  }

  private Optional<String> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("not JSON");
    }
  }
}
