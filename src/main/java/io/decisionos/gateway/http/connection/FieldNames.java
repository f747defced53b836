package io.decisionos.gateway.http.connection;

import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The names of fields that come again and again, so that a request need not bring objects for them.
 * A fixed number is kept, of a bounded length each; a further one takes the place of another.
 * Confined to one event loop.
 */
public final class FieldNames {
  private static final int PLACES = 64;
  private static final int MOST_KEPT_LENGTH = 64;
  private static final boolean[] TOKEN = token();

  private final AsciiString[] kept = new AsciiString[PLACES];

  /** Makes the object for a name in the bytes of a field's line. */
  @FunctionalInterface
  interface Reader {
    AsciiString read(byte[] line, int start, int length);
  }

  private static boolean[] token() {
    var token = new boolean[1 << Byte.SIZE];
    Arrays.fill(token, 'a', 'z' + 1, true);
    Arrays.fill(token, 'A', 'Z' + 1, true);
    Arrays.fill(token, '0', '9' + 1, true);
    "!#$%&'*+-.^_`|~".chars().forEach(c -> token[c] = true);
    return token;
  }

  /**
   * A field's name, as it was written.
   *
   * @param reader for names that are not kept
   * @throws IllegalArgumentException if it is no token (RFC 9110, 5.6.2)
   */
  AsciiString of(byte[] line, int start, int length, Reader reader) {
    if (length == 0) {
      throw new IllegalArgumentException("a field without a name");
    }
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      if (!TOKEN[line[i] & 0xff]) {
        throw new IllegalArgumentException("a field whose name is no token");
      }
      hash = 31 * hash + line[i];
    }
    int place = (hash ^ hash >>> 6) & (PLACES - 1);
    AsciiString known = kept[place];
    if (known != null && equal(known, line, start, length)) {
      return known;
    }
    AsciiString name = reader.read(line, start, length);
    if (length <= MOST_KEPT_LENGTH) {
      kept[place] = name;
    }
    return name;
  }

  private static boolean equal(AsciiString name, byte[] line, int start, int length) {
    int begin = name.arrayOffset();
    return Arrays.equals(name.array(), begin, begin + name.length(), line, start, start + length);
  }
}
