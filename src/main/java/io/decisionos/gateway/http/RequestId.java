package io.decisionos.gateway.http;

import io.vertx.core.http.HttpHeaders;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The id under which a request can be found again: the caller's own if it is sane. */
final class RequestId {
  private static final int MAX_LENGTH = 128;

  private RequestId() {}

  /**
   * The id for a request, in bytes as they go out.
   *
   * @param sent the caller's {@code X-Request-Id}; null if there is none
   */
  static CharSequence of(String sent) {
    // Random, not counted: a counter would tell one tenant how much the others call.
    return HttpHeaders.createOptimized(
        sent != null && isSane(sent)
            ? sent
            : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
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
