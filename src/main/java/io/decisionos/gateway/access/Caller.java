package io.decisionos.gateway.access;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls and what they may do. Immutable.
 *
 * @param subject the person or program that the token names; empty where no token is asked for
 * @param tenants on whose behalf they may call
 * @param scopes what they may do, as tokens spell it
 * @param trusted whether no token is asked for, so that everything may be done
 * @param credential what proved it; empty where nothing had to or did
 */
public record Caller(
    Optional<String> subject,
    Set<TenantId> tenants,
    Set<String> scopes,
    boolean trusted,
    Optional<Credential> credential) {
  /** Whoever calls where no tokens are asked for. */
  public static final Caller ANONYMOUS =
      new Caller(Optional.empty(), Set.of(), Set.of(), true, Optional.empty());

  /** Whoever calls without a token where tokens are asked for. */
  public static final Caller NOBODY =
      new Caller(Optional.empty(), Set.of(), Set.of(), false, Optional.empty());

  public Caller {
    tenants = Set.copyOf(tenants);
    scopes = Set.copyOf(scopes);
  }

  /** Whoever a verified token names. */
  public static Caller of(String subject, Set<TenantId> tenants, Set<String> scopes) {
    return new Caller(Optional.of(subject), tenants, scopes, false, Optional.empty());
  }

  /** This caller, and what proved who it is. */
  Caller provedBy(Credential proof) {
    return new Caller(subject, tenants, scopes, trusted, Optional.of(proof));
  }

  public boolean mayActFor(TenantId tenant) {
    return trusted || tenants.contains(tenant);
  }

  /** Whether a scope is among those that the token gives. */
  public boolean may(String scope) {
    return trusted || scopes.contains(scope);
  }
}
