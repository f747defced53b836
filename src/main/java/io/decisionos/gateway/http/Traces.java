package io.decisionos.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The W3C trace context of a request, carried through and never trusted. */
final class Traces {
  static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traces() {}

  /** The caller's {@code traceparent}, if it has one that is well-formed. */
  static Optional<String> of(HttpServerRequest request) {
    String sent = request.getHeader(HEADER);
    return sent != null && FORM.matcher(sent).matches() ? Optional.of(sent) : Optional.empty();
  }
}
