package io.decisionos.gateway.load.scenario;

import java.util.Map;
import java.util.Optional;

/**
 * A tenant on whose behalf requests are sent; the id may be one that no gateway knows. Immutable.
 *
 * @param weight its share of the arrivals, relative to the other tenants
 * @param requests the weights of those that it sends, by their names; empty if it sends all
 * @param expect answers that are right for this tenant, whatever the request says
 * @param key what signs its requests; empty if none are signed
 */
public record LoadTenant(
    String id,
    Role role,
    double weight,
    Map<String, Double> requests,
    Statuses expect,
    Optional<RequestKey> key) {

  public LoadTenant {
    requests = Map.copyOf(requests);
  }

  /** How often it sends a request, relative to its others. */
  public double weightOf(RequestTemplate request) {
    return requests.isEmpty() ? request.weight() : requests.getOrDefault(request.name(), 0.0);
  }

  /** Whether {@code status} is a right answer to a request of this tenant. */
  public boolean expects(int status, RequestTemplate request) {
    if (!expect.isDefault()) {
      return expect.contain(status);
    }
    int family = status / 100;
    if (role == Role.HOSTILE) {
      return family == 4;
    }
    return request.expect().isDefault() ? family == 2 : request.expect().contain(status);
  }
}
