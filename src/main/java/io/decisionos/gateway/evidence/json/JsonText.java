package io.decisionos.gateway.evidence.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A document that was read strictly and in full, with the places of its members. Reading goes level
 * by level on a stack of its own, so that no depth overflows the thread's. Immutable once read.
 */
public final class JsonText {
  /** Deeper documents are unreadable; the document itself is the first level. */
  static final int MAX_LEVELS = 1000;

  /** Keys that are longer than this have no name that anybody asks for. */
  private static final int LONGEST_NAME = 64;

  private final byte[] text;
  private final int length;
  private final Set<String> asked;
  private final JsonLexer lexer;
  private final MemberTable table;
  private final Deque<MemberTable.Level> levels = new ArrayDeque<>();
  private int root;

  private JsonText(byte[] text, int length, Set<String> asked) {
    this.text = text;
    this.length = length;
    this.asked = asked;
    this.lexer = new JsonLexer(text, length);
    this.table = new MemberTable(text);
  }

  /**
   * Reads the first {@code length} bytes, which must not change from then on.
   *
   * @param asked which of the document's members are asked for their own members
   */
  public static JsonText read(byte[] text, int length, Set<String> asked)
      throws UnreadableException {
    if (length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf) {
      throw new UnreadableException("byte order mark");
    }
    var json = new JsonText(text, length, asked);
    json.document();
    json.table.seal();
    return json;
  }

  public byte[] bytes() {
    return text;
  }

  MemberTable table() {
    return table;
  }

  /** Where the document's value begins. */
  public int root() {
    return root;
  }

  public boolean isObject(int value) {
    return text[value] == '{';
  }

  public boolean isString(int value) {
    return text[value] == '"';
  }

  public boolean isNull(int value) {
    return text[value] == 'n';
  }

  /** Tells whether a value is null, false, zero or has nothing in it. */
  public boolean isEmpty(int value) {
    return switch (text[value]) {
      case 'n', 'f' -> true;
      case 't', 'N', 'I' -> false;
      case '"' -> text[value + 1] == '"';
      case '[', '{' -> isClosedAt(value + 1);
      default -> text[value + 1] != 'I' && Decimal.parse(text, value, scalarEnd(value)).isZero();
    };
  }

  private boolean isClosedAt(int offset) {
    byte first = text[skipBlanks(offset)];
    return first == ']' || first == '}';
  }

  /** Where the text behind a number or word begins. */
  int scalarEnd(int value) {
    int end = value;
    while (end < length && !endsScalar(text[end])) {
      end++;
    }
    return end;
  }

  private static boolean endsScalar(byte b) {
    return b == ',' || b == '}' || b == ']' || JsonLexer.isBlank(b);
  }

  /** The places of the named members of the document, or of a member of it that was asked for. */
  public Map<String, Integer> members(int object, Set<String> names) {
    var found = new HashMap<String, Integer>();
    for (int member = table.find(object); table.isMember(member); member++) {
      int key = table.key(member);
      String name = JsonString.read(text, key, LONGEST_NAME);
      if (names.contains(name)) {
        found.put(name, valueOf(key));
      }
    }
    return found;
  }

  private int valueOf(int key) {
    int colon = skipBlanks(JsonString.end(text, key));
    return skipBlanks(colon + 1);
  }

  private int skipBlanks(int offset) {
    int at = offset;
    while (JsonLexer.isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private void document() throws UnreadableException {
    lexer.blanks();
    root = lexer.at();
    boolean more = true;
    while (more) {
      more = opensAnother() || hasMore();
    }
    if (lexer.peek() != JsonLexer.END) {
      throw lexer.unexpected();
    }
  }

  /** Takes a value; tells whether it was only the beginning of one that holds others. */
  private boolean opensAnother() throws UnreadableException {
    int start = lexer.peek();
    if (start == '{' || start == '[') {
      return open(start == '{');
    }
    if (start == '"') {
      lexer.string();
    } else {
      lexer.scalar();
    }
    return false;
  }

  private boolean open(boolean object) throws UnreadableException {
    if (levels.size() == MAX_LEVELS) {
      throw UnreadableException.at(lexer.at(), "more than 1000 levels");
    }
    var level = new MemberTable.Level(lexer.at(), table.mark(), object, isAsked());
    lexer.skip();
    lexer.blanks();
    levels.push(level);
    if (lexer.peek() == (object ? '}' : ']')) {
      close(level);
      return false;
    }
    if (object) {
      key(level);
    }
    return true;
  }

  /** Tells whether the value that begins here is the document or a member that is asked for. */
  private boolean isAsked() {
    return switch (levels.size()) {
      case 0 -> true;
      case 1 -> levels.getFirst().isObject() && asked.contains(nameOfLast());
      default -> false;
    };
  }

  private String nameOfLast() {
    return JsonString.read(text, table.lastKey(), LONGEST_NAME);
  }

  /** Goes on behind a value; tells whether another one follows. */
  private boolean hasMore() throws UnreadableException {
    lexer.blanks();
    while (!levels.isEmpty()) {
      var level = levels.getFirst();
      if (lexer.peek() == ',') {
        lexer.skip();
        lexer.blanks();
        if (level.isObject()) {
          key(level);
        }
        return true;
      }
      if (lexer.peek() != (level.isObject() ? '}' : ']')) {
        throw lexer.unexpected();
      }
      close(level);
      lexer.blanks();
    }
    return false;
  }

  private void close(MemberTable.Level level) {
    lexer.skip();
    levels.pop();
    if (level.isObject()) {
      table.close(level, lexer.at());
    }
  }

  private void key(MemberTable.Level level) throws UnreadableException {
    int key = lexer.at();
    lexer.string();
    lexer.blanks();
    lexer.expect(':');
    lexer.blanks();
    if (!table.add(level.mark(), key)) {
      level.disordered();
    }
  }
}
