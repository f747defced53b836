package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Decides which tenant is calling, and fails closed: a request that does not name exactly one
 * tenant which the book serves goes no further. Pure.
 */
final class TenantGate {
  static final CharSequence HEADER = HttpHeaders.createOptimized("X-DecisionOS-Tenant");
  static final String PARAMETER = "tenant";

  private static final Problem MISSING =
      Problem.of(
          ProblemType.TENANT_MISSING,
          "Name the tenant in the query parameter tenant or in the header X-DecisionOS-Tenant.");
  private static final Problem CONFLICT =
      Problem.of(
          ProblemType.TENANT_CONFLICT,
          "The request names different tenants. Name one, in the query or in the header.");

  // The same whether there is such a tenant or not.
  private static final Problem MISMATCH =
      Problem.of(
          ProblemType.AUTH_TENANT_MISMATCH,
          "Name a tenant that the token or key is for, or ask for one that is for this tenant.");

  private TenantGate() {}

  /**
   * The one id that the request names and its caller may use, whether there is such a tenant or
   * not.
   *
   * @param path the tenant that the path names, if it has a place for one
   * @param headers the values of the tenant header
   * @throws ProblemException if there is none
   */
  static TenantId named(Optional<String> path, Query query, List<String> headers, Caller caller) {
    String name = named(path, query, headers);
    Optional<TenantId> id = TenantId.parse(name);
    if (!caller.trusted() && id.filter(caller::mayActFor).isEmpty()) {
      throw MISMATCH.asException();
    }
    if (id.isEmpty()) {
      throw TenantBook.unknown().asException();
    }
    return id.get();
  }

  /** The one tenant that the request names, whoever may act for it; empty if it is none. */
  static Optional<TenantId> tenant(Optional<String> path, Query query, List<String> headers) {
    return TenantId.parse(named(path, query, headers));
  }

  /** The one name that the request gives. */
  private static String named(Optional<String> path, Query query, List<String> headers) {
    String name = path.orElseGet(() -> firstNamed(query, headers));
    if (!query.allEqual(PARAMETER, name) || !allEqual(headers, name)) {
      throw CONFLICT.asException();
    }
    if (name.isEmpty()) {
      throw MISSING.asException();
    }
    return name;
  }

  /** The first name that the request gives; empty if it gives none, or an empty one. */
  private static String firstNamed(Query query, List<String> headers) {
    Optional<String> inQuery = query.first(PARAMETER);
    if (inQuery.isPresent()) {
      return inQuery.get();
    }
    return headers.isEmpty() ? "" : headers.get(0);
  }

  private static boolean allEqual(List<String> values, String value) {
    for (String other : values) {
      if (!other.equals(value)) {
        return false;
      }
    }
    return true;
  }
}
