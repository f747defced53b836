package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding that refuses what is not well-formed. The JDK's and Netty's decoders put U+FFFD
 * in the place of broken UTF-8, which would make different keys equal.
 */
final class Percent {
  private static final Problem MALFORMED =
      Problem.of(
          ProblemType.REQUEST_INVALID,
          "The path or query has broken percent-encoding. Encode it as UTF-8.");

  private Percent() {}

  /**
   * The text of a path segment.
   *
   * @throws ProblemException for a percent sign without two hex digits, for bytes that are not
   *     UTF-8, and for such as should have been encoded; so do the other methods
   */
  static String decode(String raw) {
    return isPlain(raw) ? raw : decodeBytes(raw);
  }

  private static boolean isPlain(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The text of a name or value in a query, where a plus sign is a space. */
  static String decodeQuery(String raw) {
    return decode(raw.indexOf('+') < 0 ? raw : raw.replace('+', ' '));
  }

  private static String decodeBytes(String raw) {
    var bytes = new ByteArrayOutputStream(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(octet(raw, i));
        i += 3;
      } else if (c < 0x80) {
        bytes.write(c);
        i++;
      } else {
        throw MALFORMED.asException();
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw MALFORMED.asException();
    }
  }

  private static int octet(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      throw MALFORMED.asException();
    }
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    if (high < 0 || low < 0) {
      throw MALFORMED.asException();
    }
    return high << 4 | low;
  }
}
