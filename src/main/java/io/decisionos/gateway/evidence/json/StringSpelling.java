package io.decisionos.gateway.evidence.json;

/** Writes strings of valid JSON text in their one spelling. Confined to one thread. */
final class StringSpelling {
  private static final String HEX = "0123456789abcdef";

  private final byte[] text;
  private final CanonicalSink sink;

  StringSpelling(byte[] text, CanonicalSink sink) {
    this.text = text;
    this.sink = sink;
  }

  /** Writes the string whose opening quote is at an offset; returns where the text goes on. */
  int write(int quote) {
    int from = quote;
    int at = quote + 1;
    while (text[at] != '"') {
      if (text[at] == '\\') {
        sink.copy(from, at);
        from = escape(at);
        at = from;
      } else {
        at++;
      }
    }
    sink.copy(from, at + 1);
    return at + 1;
  }

  private int escape(int at) {
    byte kind = text[at + 1];
    if (kind == '/') {
      sink.copy(at + 1, at + 2);
      return at + 2;
    }
    if (kind != 'u') {
      sink.copy(at, at + 2);
      return at + 2;
    }
    int codePoint = new JsonString(text, at - 1).next();
    character(codePoint);
    return at + (Character.isSupplementaryCodePoint(codePoint) ? 12 : 6);
  }

  private void character(int codePoint) {
    switch (codePoint) {
      case '"' -> sink.put("\\\"");
      case '\\' -> sink.put("\\\\");
      case '\b' -> sink.put("\\b");
      case '\f' -> sink.put("\\f");
      case '\n' -> sink.put("\\n");
      case '\r' -> sink.put("\\r");
      case '\t' -> sink.put("\\t");
      default -> other(codePoint);
    }
  }

  private void other(int codePoint) {
    if (codePoint < ' ') {
      sink.put("\\u00" + HEX.charAt(codePoint >> 4) + HEX.charAt(codePoint & 0xf));
    } else {
      sink.put(Character.toString(codePoint));
    }
  }
}
