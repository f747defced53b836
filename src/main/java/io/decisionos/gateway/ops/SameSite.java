package io.decisionos.gateway.ops;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** Keeps other sites' pages from changing anything through an operator's browser. Pure. */
final class SameSite {
  private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

  private SameSite() {}

  /**
   * Lets reads pass, and changes that no other site's page can have sent.
   *
   * @param secure whether browsers reach us by https, if need be by way of a proxy
   * @throws io.decisionos.gateway.fault.ProblemException for the rest
   */
  static void check(HttpServerRequest request, boolean secure) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    if (!reads && !(ownFetch(request) && ownOrigin(request, secure))) {
      throw Problem.of(
              ProblemType.REQUEST_CROSS_SITE,
              "Changes are taken from this listener's own pages and from tools alone.")
          .asException();
    }
  }

  private static boolean ownFetch(HttpServerRequest request) {
    return OWN_FETCHES.containsAll(request.headers().getAll("Sec-Fetch-Site"));
  }

  private static boolean ownOrigin(HttpServerRequest request, boolean secure) {
    String own = (secure ? "https://" : "http://") + request.getHeader(HttpHeaders.HOST);
    return request.headers().getAll(HttpHeaders.ORIGIN).stream().allMatch(own::equalsIgnoreCase);
  }
}
