package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Tells a caller which token to come back with (RFC 6750). Pure. */
final class Challenge {
  private static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
  private static final String REALM = "Bearer realm=\"decisionos\"";

  private Challenge() {}

  /** Puts the challenge on the response of a problem that has one. */
  static void put(HttpServerResponse response, Problem problem) {
    if (response.headers().contains(AUTHENTICATE)) {
      // Whoever has refused the request knows better.
      return;
    }
    switch (problem.type()) {
      case AUTH_MISSING -> response.putHeader(AUTHENTICATE, REALM);
      case AUTH_INVALID ->
          response.putHeader(
              AUTHENTICATE,
              REALM + ", error=\"invalid_token\", error_description=\"" + problem.detail() + '"');
      case AUTH_SCOPE ->
          response.putHeader(
              AUTHENTICATE,
              REALM
                  + ", error=\"insufficient_scope\", scope=\""
                  + problem.members().get(CallerGate.SCOPE)
                  + '"');
      default -> {
        // No token would help.
      }
    }
  }
}
