package io.decisionos.gateway.http;

import io.decisionos.gateway.access.TokenFault;
import io.decisionos.gateway.access.TokenRefusedException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie with which an operator's browser carries a token, as pages and event streams cannot
 * send a header. It counts for reading alone, so that no other site's page can change anything.
 */
public final class LoginCookie {
  private static final String NAME = "decisionos_token";
  private static final String PATH = "/";

  /** The longest token that every browser keeps. */
  public static final int MOST_CHARACTERS = 3800;

  private LoginCookie() {}

  /** The token in a request's cookie. */
  static Optional<String> token(HttpServerRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    Set<Cookie> cookies = reads ? request.cookies(NAME) : Set.of();
    if (cookies.size() > 1) {
      throw new TokenRefusedException(TokenFault.REPEATED);
    }
    return cookies.stream().map(Cookie::getValue).findFirst();
  }

  /** The field that has a browser carry the token until it is closed. */
  public static Map.Entry<String, String> set(String token, boolean secure) {
    return field(Cookie.cookie(NAME, token), secure);
  }

  /** The field that has a browser forget the token. */
  public static Map.Entry<String, String> clear(boolean secure) {
    return field(Cookie.cookie(NAME, "").setMaxAge(0), secure);
  }

  private static Map.Entry<String, String> field(Cookie cookie, boolean secure) {
    cookie.setPath(PATH).setHttpOnly(true).setSecure(secure).setSameSite(CookieSameSite.STRICT);
    return Map.entry("Set-Cookie", cookie.encode());
  }
}
