package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Unknown;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table of routes: what is asked, which scope it needs, which body it takes, and what
 * answers it. There is no way to make a route without a scope.
 *
 * @param template a path whose {@code {parameters}} each stand for one segment, but for a last one
 *     such as {@code {rest...}}, which stands for one or more; a parameter {@code {tenant}} of the
 *     tenants' listener names who is asked for, as the query and the header do elsewhere
 * @param idempotent whether the route takes an {@code Idempotency-Key}
 * @param parameters of the query, if no others are taken; reads ignore those that they do not know
 */
public record Route(
    HttpMethod method,
    String template,
    Scope scope,
    BodyRule body,
    boolean idempotent,
    Optional<Set<String>> parameters,
    Endpoint endpoint) {
  /** How a parameter ends that stands for the rest of a path. */
  static final String REST = "...}";

  /** A route whose query names nothing but the tenant, if it is a tenant's write. */
  public Route(
      HttpMethod method,
      String template,
      Scope scope,
      BodyRule body,
      boolean idempotent,
      Endpoint endpoint) {
    this(
        method,
        template,
        scope,
        body,
        idempotent,
        isWrite(method, scope) ? Optional.of(usual(scope)) : Optional.empty(),
        endpoint);
  }

  /** Operators name a tenant in the body or the path: in the query it would count for nothing. */
  private static Set<String> usual(Scope scope) {
    return scope == Scope.OPS_ADMIN ? Set.of() : Set.of(TenantGate.PARAMETER);
  }

  /** What a scope for reading allows changes nothing, whatever the method. */
  private static boolean isWrite(HttpMethod method, Scope scope) {
    return !method.equals(HttpMethod.GET) && !scope.word().endsWith(":read");
  }

  public static Route get(String template, Scope scope, Endpoint endpoint) {
    return new Route(HttpMethod.GET, template, scope, BodyRule.NONE, false, endpoint);
  }

  public static Route post(String template, Scope scope, BodyRule body, Endpoint endpoint) {
    return new Route(HttpMethod.POST, template, scope, body, false, endpoint);
  }

  /** This write, with further parameters of its query. */
  public Route taking(String... names) {
    var more = new HashSet<>(parameters.orElseThrow());
    more.addAll(List.of(names));
    return new Route(
        method, template, scope, body, idempotent, Optional.of(Set.copyOf(more)), endpoint);
  }

  /** The same row, answered by another. */
  Route answeredBy(Endpoint other) {
    return new Route(method, template, scope, body, idempotent, parameters, other);
  }

  /** Answers a call; of a write that nobody was heard of it is said that it may have happened. */
  Future<Answer> answer(Call call) {
    Future<Answer> answer = endpoint.answer(call);
    return isWrite(method, scope) ? answer.recover(Unknown::sayAfterWrite) : answer;
  }

  /**
   * Fails if a write was sent a parameter that it does not know: what the caller meant by it would
   * not happen, and the write would.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for the first of them
   */
  void checkParameters(Query query) {
    if (parameters.isPresent()) {
      query.requireAmong(parameters.get());
    }
  }

  /** The template's segments; parameters keep their braces. */
  List<String> segments() {
    return Arrays.asList(template.substring(1).split("/", -1));
  }

  boolean isOpen() {
    return scope == Scope.OPEN;
  }
}
