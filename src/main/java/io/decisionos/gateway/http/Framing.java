package io.decisionos.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Lets in only what we speak: HTTP/1.0 or 1.1, with bodies as they are or in chunks. */
final class Framing {
  private Framing() {}

  /**
   * Fails for a request that another server might take for something else.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is none that we speak
   */
  static void check(HttpServerRequest request) {
    if (request.version() == null) {
      throw Call.invalid("Speak HTTP/1.1.");
    }
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && !isChunkedAlone(request)) {
      throw Call.invalid("Send the body without a Transfer-Encoding, or as chunked alone.");
    }
  }

  private static boolean isChunkedAlone(HttpServerRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
  }
}
