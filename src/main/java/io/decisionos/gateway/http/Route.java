package io.decisionos.gateway.http;

import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;

/**
 * A row of the table of routes: what is asked, which scope it needs, which body it takes, and what
 * answers it. There is no way to make a route without a scope.
 *
 * @param template a path whose {@code {parameters}} each stand for one segment
 * @param idempotent whether the route takes an {@code Idempotency-Key}
 */
public record Route(
    HttpMethod method,
    String template,
    Scope scope,
    BodyRule body,
    boolean idempotent,
    Endpoint endpoint) {

  public static Route get(String template, Scope scope, Endpoint endpoint) {
    return new Route(HttpMethod.GET, template, scope, BodyRule.NONE, false, endpoint);
  }

  public static Route post(String template, Scope scope, BodyRule body, Endpoint endpoint) {
    return new Route(HttpMethod.POST, template, scope, body, false, endpoint);
  }

  /** The template's segments; parameters keep their braces. */
  List<String> segments() {
    return Arrays.asList(template.substring(1).split("/", -1));
  }

  boolean isOpen() {
    return scope == Scope.OPEN;
  }
}
