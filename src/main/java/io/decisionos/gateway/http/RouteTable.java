package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds routes by the path exactly as it was sent: each segment is decoded once, by itself, so that
 * an encoded slash stays part of its segment and an encoded dot is no dot segment. Built once;
 * immutable afterwards.
 */
public final class RouteTable {
  private static final Problem NOT_FOUND =
      Problem.of(
          ProblemType.REQUEST_NOT_FOUND, "Check the path; /openapi.yaml lists what there is.");

  private final List<Route> routes;
  private final Node root = new Node();
  // Nearly every request is for one of these, and finding them needs no decoding.
  private final Map<String, Match> exact = new HashMap<>();

  /**
   * The table of these rows.
   *
   * @throws IllegalArgumentException where two rows have the same method and path
   */
  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Node node = root;
      for (String segment : route.segments()) {
        node = node.child(segment);
      }
      if (node.methods.put(route.method().name(), route) != null) {
        throw new IllegalArgumentException(
            "two routes for " + route.method() + " " + route.template());
      }
    }
    routes.stream()
        .map(Route::template)
        .filter(template -> !template.contains("{"))
        .forEach(template -> exact.put(template, walk(template)));
  }

  public List<Route> routes() {
    return routes;
  }

  /** A step of a path. */
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Route> methods = new TreeMap<>();
    Optional<Node> parameter = Optional.empty();

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, s -> new Node());
      }
      if (parameter.isEmpty()) {
        parameter = Optional.of(new Node());
      }
      return parameter.get();
    }
  }

  /**
   * The routes of one path.
   *
   * @param parameters the decoded segments that stand for parameters, in order
   * @param obstacle why the path leads nowhere, if so
   * @param isOpen whether the path is open to callers without a tenant
   */
  record Match(
      Map<String, Route> methods,
      List<String> parameters,
      Optional<ProblemException> obstacle,
      boolean isOpen) {

    static Match of(Map<String, Route> methods, List<String> parameters) {
      boolean open = methods.values().stream().allMatch(Route::isOpen);
      return new Match(methods, List.copyOf(parameters), Optional.empty(), open);
    }

    static Match nowhere(ProblemException obstacle) {
      return new Match(Map.of(), List.of(), Optional.of(obstacle), false);
    }

    /**
     * The route for a method; {@code HEAD} is answered by {@code GET}'s.
     *
     * @throws ProblemException where the path leads nowhere
     */
    Optional<Route> route(HttpMethod method) {
      obstacle.ifPresent(Match::refuse);
      return find(method);
    }

    /** The route for a method, where there is one. */
    Optional<Route> find(HttpMethod method) {
      Route route = methods.get(method.name());
      if (route == null && method.equals(HttpMethod.HEAD)) {
        route = methods.get(HttpMethod.GET.name());
      }
      return Optional.ofNullable(route);
    }

    private static void refuse(ProblemException obstacle) {
      throw obstacle;
    }

    /** The value of the {@code Allow} field. */
    String allow() {
      String allowed = String.join(", ", methods.keySet());
      boolean impliesHead = methods.containsKey("GET") && !methods.containsKey("HEAD");
      return impliesHead ? allowed.replaceFirst("\\bGET\\b", "GET, HEAD") : allowed;
    }
  }

  /** The routes for a raw path; never fails, as who calls is decided before where to. */
  Match find(String path) {
    Match found = exact.get(path);
    if (found != null) {
      return found;
    }
    try {
      return walk(path);
    } catch (ProblemException malformed) {
      return Match.nowhere(malformed);
    }
  }

  private Match walk(String path) {
    var parameters = new ArrayList<String>();
    Node node = root;
    for (String raw : path.substring(Math.min(1, path.length())).split("/", -1)) {
      String segment = Percent.decode(raw);
      Node literal = node.literals.get(segment);
      if (literal != null) {
        node = literal;
      } else if (node.parameter.isPresent() && !segment.isEmpty()) {
        parameters.add(segment);
        node = node.parameter.get();
      } else {
        return Match.nowhere(NOT_FOUND.asException());
      }
    }
    return node.methods.isEmpty()
        ? Match.nowhere(NOT_FOUND.asException())
        : Match.of(node.methods, parameters);
  }
}
