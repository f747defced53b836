package io.decisionos.gateway.evidence.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Writes values in the one spelling that is signed: keys by code point, {@code ", "} and {@code ":
 * "} between, no escapes but the necessary ones, numbers by their lexical form. Text leaves in
 * pieces as it is made, so that the size of a document is not paid twice. Confined to one thread.
 */
public final class CanonicalJson {
  private static final byte[] COMMA = {',', ' '};
  private static final byte[] COLON = {':', ' '};

  private final JsonText json;
  private final byte[] text;
  private final MemberTable table;
  private final CanonicalSink sink;
  private final StringSpelling strings;
  private int at;

  /** The place in the table that each open object of the table is at; of other containers none. */
  private int[] place = new int[16];

  /** The opening bracket of each open container. */
  private byte[] bracket = new byte[16];

  private int depth;

  public CanonicalJson(JsonText json, CanonicalSink sink) {
    this.json = json;
    this.text = json.bytes();
    this.table = json.table();
    this.sink = sink;
    this.strings = new StringSpelling(text, sink);
  }

  /** The canonical text of a whole document. */
  public static String of(byte[] document) throws UnreadableException {
    JsonText json = JsonText.read(document, document.length, Set.of());
    return new String(of(json, json.root()), StandardCharsets.UTF_8);
  }

  /** The canonical text of the value that begins at an offset of a document. */
  public static byte[] of(JsonText json, int value) {
    var out = new ByteArrayOutputStream();
    var sink = new CanonicalSink(json.bytes(), out::write);
    new CanonicalJson(json, sink).write(value);
    sink.flush();
    return out.toByteArray();
  }

  /** Writes the value that begins at an offset of the text. */
  public void write(int value) {
    at = value;
    boolean more = true;
    while (more) {
      more = opensAnother() || hasMore();
    }
  }

  /** Writes a value; tells whether it was only the beginning of one that holds others. */
  private boolean opensAnother() {
    byte start = text[at];
    if (start == '{' || start == '[') {
      return open(start);
    }
    if (start == '"') {
      at = strings.write(at);
    } else {
      scalar();
    }
    return false;
  }

  private void scalar() {
    int end = json.scalarEnd(at);
    NumberSpelling.write(text, at, end, sink);
    at = end;
  }

  private boolean open(byte start) {
    int first = start == '{' ? table.find(at) : MemberTable.ABSENT;
    sink.copy(at, at + 1);
    if (first != MemberTable.ABSENT) {
      return openHeld(first);
    }
    at++;
    blanks();
    if (text[at] == '}' || text[at] == ']') {
      closing();
      return false;
    }
    push(MemberTable.ABSENT, start);
    if (start == '{') {
      key();
    }
    return true;
  }

  private boolean openHeld(int first) {
    if (!table.isMember(first)) {
      at = table.end(first) - 1;
      closing();
      return false;
    }
    push(first, (byte) '{');
    heldMember(first);
    return true;
  }

  private void heldMember(int member) {
    at = table.key(member);
    key();
  }

  private void push(int first, byte start) {
    if (depth == place.length) {
      place = Arrays.copyOf(place, 2 * depth);
      bracket = Arrays.copyOf(bracket, 2 * depth);
    }
    place[depth] = first;
    bracket[depth] = start;
    depth++;
  }

  /** Goes on behind a value; tells whether another one follows. */
  private boolean hasMore() {
    boolean more = false;
    while (depth > 0 && !more) {
      more = place[depth - 1] == MemberTable.ABSENT ? nextInText() : nextHeld();
      if (!more) {
        depth--;
      }
    }
    return more;
  }

  private boolean nextHeld() {
    int next = ++place[depth - 1];
    if (!table.isMember(next)) {
      at = table.end(next) - 1;
      closing();
      return false;
    }
    separate(',', COMMA);
    heldMember(next);
    return true;
  }

  private boolean nextInText() {
    blanks();
    if (text[at] != ',') {
      closing();
      return false;
    }
    separate(',', COMMA);
    if (bracket[depth - 1] == '{') {
      key();
    }
    return true;
  }

  private void closing() {
    sink.copy(at, at + 1);
    at++;
  }

  private void key() {
    at = strings.write(at);
    blanks();
    separate(':', COLON);
  }

  /** Writes a separator, as it lies in the text if it lies there as it should. */
  private void separate(char mark, byte[] canonical) {
    int begin = at;
    if (text[at] == mark) {
      at++;
      blanks();
    }
    if (at == begin + 2 && text[begin + 1] == ' ') {
      sink.copy(begin, at);
    } else {
      sink.put(canonical);
    }
  }

  private void blanks() {
    while (JsonLexer.isBlank(text[at])) {
      at++;
    }
  }
}
