package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a request says of its body before it is read. Pure. */
final class Bodies {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private Bodies() {}

  /** The length in the header; 0 if there is none, the most if it is no number. */
  static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** How much may still come in. */
  static long mostToCome(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        ? UNKNOWN
        : declaredLength(request);
  }

  static Problem tooLarge(long maxBytes) {
    return Problem.of(
        ProblemType.REQUEST_TOO_LARGE, "Send at most " + maxBytes + " bytes in one request.");
  }
}
