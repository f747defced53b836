package io.decisionos.gateway.evidence.json;

/** The rules of UTF-8 for characters of more than one byte (Unicode, table 3-7). Stateless. */
public final class Utf8 {
  private Utf8() {}

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
  static int width(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
