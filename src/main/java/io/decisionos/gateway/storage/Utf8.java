package io.decisionos.gateway.storage;

import java.util.Comparator;
import java.util.OptionalInt;

/** What Java's UTF-16 strings look like in UTF-8: their size and their order. */
public final class Utf8 {
  /** The order of code points, which is that of UTF-8 bytes and not that of {@code char}s. */
  public static final Comparator<String> BY_CODE_POINT = Utf8::compare;

  private Utf8() {}

  /** The number of bytes of the text, or empty where a lone surrogate makes it no UTF-8 at all. */
  public static OptionalInt length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      } else if (startsPair(text, i)) {
        bytes += 4;
        i++;
      } else {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(bytes);
  }

  private static boolean startsPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points above all others, yet have lower values than some. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
