package io.decisionos.gateway.load.scenario;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of request of the mix. Immutable.
 *
 * @param weight its share of the requests, relative to the others
 * @param expect the answers that are right for it
 */
public record RequestTemplate(
    String name, double weight, String method, Shape shape, Statuses expect) {

  /** What the request carries; placeholders in the path are percent-encoded when filled. */
  public record Shape(
      Template path, Map<String, Template> headers, Optional<Template> body, Check check) {
    public Shape {
      headers = Map.copyOf(headers);
    }

    /** All names that a feed, or the tenant, has to fill. */
    public Set<String> placeholders() {
      var all = new HashSet<>(path.placeholders());
      headers.values().forEach(header -> all.addAll(header.placeholders()));
      body.ifPresent(text -> all.addAll(text.placeholders()));
      all.addAll(check.placeholders());
      return all;
    }
  }
}
