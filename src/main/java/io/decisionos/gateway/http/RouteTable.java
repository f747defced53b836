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
import java.util.stream.Collectors;

/**
 * Finds routes by the path exactly as it was sent: each segment is decoded once, by itself, so that
 * an encoded slash stays part of its segment and an encoded dot is no dot segment. Built once;
 * immutable afterwards.
 */
public final class RouteTable {
  private static final Problem NOT_FOUND =
      Problem.of(
          ProblemType.REQUEST_NOT_FOUND, "Check the path; /openapi.yaml lists what there is.");

  private final Node root = new Node();
  // Nearly every request is for one of these, and finding them needs no decoding.
  private final Map<String, Match> exact = new HashMap<>();

  /**
   * The table of these rows.
   *
   * @throws IllegalArgumentException if two rows have the same method and path
   */
  public RouteTable(List<Route> routes) {
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

  /** A step of a path. */
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Route> methods = new TreeMap<>();
    Optional<Node> parameter = Optional.empty();
    Optional<Node> rest = Optional.empty();

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, s -> new Node());
      }
      if (segment.endsWith(Route.REST)) {
        rest = Optional.of(new Node());
        return rest.get();
      }
      if (parameter.isEmpty()) {
        parameter = Optional.of(new Node());
      }
      return parameter.get();
    }
  }

  /**
   * A route for a path.
   *
   * @param parameters the decoded segments that stand for its parameters, in order
   */
  record Found(Route route, List<String> parameters) {}

  /**
   * The routes of one path.
   *
   * @param methods what answers each method
   * @param obstacle why the path leads nowhere, if so
   * @param isOpen whether the path is open to callers without a tenant
   * @param tenant whom the path itself names, if its route has a place for that
   */
  record Match(
      Map<String, Found> methods,
      Optional<ProblemException> obstacle,
      boolean isOpen,
      Optional<String> tenant) {
    private static final String TENANT = "{tenant}";

    static Match of(Map<String, Found> methods) {
      boolean open = methods.values().stream().allMatch(found -> found.route().isOpen());
      Optional<String> tenant =
          methods.values().stream().flatMap(found -> tenant(found).stream()).findFirst();
      return new Match(methods, Optional.empty(), open, tenant);
    }

    static Match nowhere(ProblemException obstacle) {
      return new Match(Map.of(), Optional.of(obstacle), false, Optional.empty());
    }

    /**
     * The route for a method; {@code HEAD} is answered by {@code GET}'s.
     *
     * @throws ProblemException if the path leads nowhere
     */
    Optional<Found> leads(HttpMethod method) {
      obstacle.ifPresent(Match::refuse);
      return find(method);
    }

    private static Optional<String> tenant(Found found) {
      List<String> names =
          found.route().segments().stream().filter(segment -> segment.startsWith("{")).toList();
      int at = names.indexOf(TENANT);
      return at < 0 ? Optional.empty() : Optional.of(found.parameters().get(at));
    }

    /** The route for a method, if there is one. */
    Optional<Found> find(HttpMethod method) {
      Found found = methods.get(method.name());
      if (found == null && method.equals(HttpMethod.HEAD)) {
        found = methods.get(HttpMethod.GET.name());
      }
      return Optional.ofNullable(found);
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
    var segments = List.of(path.substring(Math.min(1, path.length())).split("/", -1));
    var found = new TreeMap<String, Found>();
    collect(root, segments, List.of(), found);
    return found.isEmpty() ? Match.nowhere(NOT_FOUND.asException()) : Match.of(found);
  }

  /** Adds what the rest of a path leads to; of two routes for a method the literal one wins. */
  private static void collect(
      Node node, List<String> rest, List<String> parameters, Map<String, Found> found) {
    if (rest.isEmpty()) {
      node.methods.forEach(
          (method, route) -> found.putIfAbsent(method, new Found(route, parameters)));
      return;
    }
    String segment = Percent.decode(rest.get(0));
    List<String> further = rest.subList(1, rest.size());
    Node literal = node.literals.get(segment);
    if (literal != null) {
      collect(literal, further, parameters, found);
    }
    if (node.parameter.isPresent() && !segment.isEmpty()) {
      var more = new ArrayList<>(parameters);
      more.add(segment);
      collect(node.parameter.get(), further, List.copyOf(more), found);
    }
    if (node.rest.isPresent()) {
      var more = new ArrayList<>(parameters);
      more.add(rest.stream().map(Percent::decode).collect(Collectors.joining("/")));
      collect(node.rest.get(), List.of(), List.copyOf(more), found);
    }
  }
}
