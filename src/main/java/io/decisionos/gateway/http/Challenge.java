package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Tells a caller which proof to come back with: a token (RFC 6750), or a signature. Pure. */
final class Challenge {
  private static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
  private static final String BEARER = "Bearer realm=\"decisionos\"";

  private static final String SIGNATURE = "Signature realm=\"decisionos\"";

  private Challenge() {}

  /** Wants a signature. */
  static void putSignature(HttpServerResponse response) {
    response.putHeader(AUTHENTICATE, SIGNATURE);
  }

  /** Wants a token or a signature. */
  static void putEither(HttpServerResponse response) {
    response.putHeader(AUTHENTICATE, List.of(BEARER, SIGNATURE));
  }

  /** Puts the challenge on the response of a problem that has one. */
  static void put(HttpServerResponse response, Problem problem) {
    if (response.headers().contains(AUTHENTICATE)) {
      // Whoever has refused the request knows better.
      return;
    }
    switch (problem.type()) {
      case AUTH_MISSING -> response.putHeader(AUTHENTICATE, BEARER);
      case AUTH_INVALID ->
          response.putHeader(
              AUTHENTICATE,
              BEARER + ", error=\"invalid_token\", error_description=\"" + problem.detail() + '"');
      case AUTH_SCOPE ->
          response.putHeader(
              AUTHENTICATE,
              BEARER
                  + ", error=\"insufficient_scope\", scope=\""
                  + problem.members().get(CallerGate.SCOPE)
                  + '"');
      default -> {
        // No token would help.
      }
    }
  }
}
