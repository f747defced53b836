package io.decisionos.gateway.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The id under which a request can be found again: the caller's own if it is sane. */
final class RequestId {
  private static final int MAX_LENGTH = 128;
  private static final int OWN_LENGTH = 16;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private RequestId() {}

  /**
   * The id for a request, in bytes as they go out.
   *
   * @param sent the caller's {@code X-Request-Id}; null if there is none
   */
  static CharSequence of(String sent) {
    // Random, not counted: a counter would tell one tenant how much the others call.
    return sent != null && isSane(sent)
        ? HttpHeaders.createOptimized(sent)
        : hex(ThreadLocalRandom.current().nextLong());
  }

  private static AsciiString hex(long value) {
    var digits = new byte[OWN_LENGTH];
    for (int i = 0; i < OWN_LENGTH; i++) {
      digits[i] = DIGITS[(int) (value >>> (i << 2)) & 0xf];
    }
    return new AsciiString(digits, false);
  }

  private static boolean isSane(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
