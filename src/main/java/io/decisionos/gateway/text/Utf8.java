package io.decisionos.gateway.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules of UTF-8 (Unicode, table 3-7), in bytes and as Java's UTF-16 has it. Stateless. */
public final class Utf8 {
  /** The order of code points, which is that of UTF-8 bytes and not that of {@code char}s. */
  public static final Comparator<String> BY_CODE_POINT = Utf8::compare;

  private Utf8() {}

  /** The text that the bytes spell; empty if they are not UTF-8 throughout. */
  public static Optional<String> decode(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  public static Optional<String> decode(byte[] bytes) {
    return decode(ByteBuffer.wrap(bytes));
  }

  /** Where the first byte stands that is not UTF-8; empty if there is none. */
  public static OptionalInt firstFault(byte[] bytes) {
    for (int at = 0; at < bytes.length; ) {
      int length = bytes[at] >= 0 ? 1 : lengthAt(bytes, at, bytes.length);
      if (length == 0) {
        return OptionalInt.of(at);
      }
      at += length;
    }
    return OptionalInt.empty();
  }

  /**
   * The length in bytes of the character outside ASCII that begins at an offset; 0 if none does.
   */
  public static int lengthAt(byte[] text, int at, int end) {
    int lead = text[at] & 0xff;
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    boolean legal =
        lead >= 0xc2 && lead <= 0xf4 && at + length <= end && secondFits(lead, text[at + 1]);
    for (int i = 2; legal && i < length; i++) {
      legal = isContinuation(text[at + i]);
    }
    return legal ? length : 0;
  }

  /** Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte. */
  private static boolean secondFits(int lead, byte second) {
    int value = second & 0xff;
    return isContinuation(second)
        && switch (lead) {
          case 0xe0 -> value >= 0xa0;
          case 0xed -> value <= 0x9f;
          case 0xf0 -> value >= 0x90;
          case 0xf4 -> value <= 0x8f;
          default -> true;
        };
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /** The code point that begins at an offset of valid text. */
  public static int codePointAt(byte[] text, int at) {
    int lead = text[at];
    if (lead >= 0) {
      return lead;
    }
    if ((lead & 0xe0) == 0xc0) {
      return (lead & 0x1f) << 6 | low(text, at + 1);
    }
    if ((lead & 0xf0) == 0xe0) {
      return (lead & 0x0f) << 12 | low(text, at + 1) << 6 | low(text, at + 2);
    }
    return (lead & 0x07) << 18
        | low(text, at + 1) << 12
        | low(text, at + 2) << 6
        | low(text, at + 3);
  }

  private static int low(byte[] text, int at) {
    return text[at] & 0x3f;
  }

  /** How many bytes a code point takes. */
  public static int width(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** The number of bytes of the text, or empty if a lone surrogate makes it no UTF-8 at all. */
  public static OptionalInt length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        bytes += width(c);
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
