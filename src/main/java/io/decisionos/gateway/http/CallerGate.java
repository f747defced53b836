package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.access.CallerSource;
import io.decisionos.gateway.access.TokenFault;
import io.decisionos.gateway.access.TokenRefusedException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.signature.SignatureFault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides who calls and whether they may do what they ask, and fails closed: a token that does not
 * count never makes a caller who needs none. Confined to one event loop.
 */
final class CallerGate {
  /** The member of a problem that names the scope which is lacking. */
  static final String SCOPE = "scope";

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final String SCHEME = "Bearer ";

  private final CallerSource source;
  private final boolean takesCookies;
  private final boolean takesSignatures;

  private CallerGate(CallerSource source, boolean takesCookies, boolean takesSignatures) {
    this.source = source;
    this.takesCookies = takesCookies;
    this.takesSignatures = takesSignatures;
  }

  /** A gate for people too, whose browsers may carry the token in a cookie. */
  static CallerGate ofOperators(CallerSource source) {
    return new CallerGate(source, true, false);
  }

  /**
   * A gate for programs.
   *
   * @param takesSignatures whether a signature, which others look for, will do as well
   */
  static CallerGate ofTenants(CallerSource source, boolean takesSignatures) {
    return new CallerGate(source, false, takesSignatures);
  }

  /**
   * Who calls.
   *
   * @throws ProblemException 401 if a token is needed and none that counts was sent
   */
  Caller admit(HttpServerRequest request) {
    try {
      return caller(request);
    } catch (TokenRefusedException e) {
      throw e.fault() == TokenFault.MISSING ? missing(request) : refused(e.fault());
    }
  }

  /** Who calls a path that is open to all; a token that does not count is as good as none. */
  Caller recognise(HttpServerRequest request) {
    try {
      return caller(request);
    } catch (TokenRefusedException e) {
      return Caller.NOBODY;
    }
  }

  private Caller caller(HttpServerRequest request) {
    if (source == CallerSource.OPEN) {
      return Caller.ANONYMOUS;
    }
    Optional<String> token = bearer(request.headers().getAll(HttpHeaders.AUTHORIZATION));
    return source.of(token.isEmpty() && takesCookies ? LoginCookie.token(request) : token);
  }

  private static Optional<String> bearer(List<String> fields) {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (fields.size() > 1) {
      throw new TokenRefusedException(TokenFault.REPEATED);
    }
    String field = fields.get(0);
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new TokenRefusedException(TokenFault.SCHEME);
    }
    return Optional.of(field.substring(SCHEME.length()).strip());
  }

  private ProblemException missing(HttpServerRequest request) {
    String token = TokenFault.MISSING.detail();
    if (!takesSignatures) {
      return Problem.of(ProblemType.AUTH_MISSING, token).asException();
    }
    Challenge.putEither(request.response());
    String either = token + " Or: " + SignatureFault.MISSING.detail();
    return Problem.of(ProblemType.AUTH_MISSING, either).asException();
  }

  private static ProblemException refused(TokenFault fault) {
    return fault == TokenFault.KEY_UNLOADED
        ? Problem.of(ProblemType.AUTH_UNAVAILABLE, fault.detail()).retryAfter(RETRY).asException()
        : Problem.of(ProblemType.AUTH_INVALID, fault.detail()).asException();
  }

  /**
   * Lets pass whoever may do what the request asks. A path that leads nowhere needs no scope; for a
   * method that a path does not take, the scope of any other will do.
   *
   * @throws ProblemException 403 for the rest
   */
  void requireScope(HttpServerRequest request, Caller caller, RouteTable.Match match) {
    if (caller.trusted() || match.methods().isEmpty()) {
      return;
    }
    // No stream: every request with a proof comes by here.
    Collection<RouteTable.Found> asked =
        match
            .find(request.method())
            .<Collection<RouteTable.Found>>map(List::of)
            .orElseGet(match.methods()::values);
    for (RouteTable.Found found : asked) {
      if (found.route().scope().isGrantedTo(caller)) {
        return;
      }
    }
    if (caller.signs()) {
      Challenge.putSignature(request.response());
    }
    throw lacking(asked);
  }

  private static ProblemException lacking(Collection<RouteTable.Found> asked) {
    List<String> words =
        asked.stream().map(found -> found.route().scope().word()).distinct().sorted().toList();
    return Problem.of(
            ProblemType.AUTH_SCOPE,
            "Ask for a token, or a key, with the scope " + String.join(" or ", words) + ".")
        .with(SCOPE, words.get(0))
        .asException();
  }
}
