package io.decisionos.gateway.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls and what they may do. Immutable.
 *
 * @param subject the person or program that the token names; empty if no token is asked for
 * @param tenants on whose behalf they may call
 * @param scopes what they may do, as tokens spell it
 * @param trusted whether no token is asked for, so that everything may be done
 * @param credential what proved it; empty if nothing had to or did
 */
public record Caller(
    Optional<String> subject,
    Set<TenantId> tenants,
    Set<String> scopes,
    boolean trusted,
    Optional<Credential> credential) {
  private static final Set<String> OPERATORS = Set.of("ops:metrics", "ops:admin");

  /** Whoever calls if no tokens are asked for. */
  public static final Caller ANONYMOUS =
      new Caller(Optional.empty(), Set.of(), Set.of(), true, Optional.empty());

  /** Whoever calls without a token if tokens are asked for. */
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

  /**
   * This caller, and what proved who it is: a key that is bound to tenants speaks for no other, and
   * for no operator.
   */
  Caller provedBy(Credential proof) {
    Reach reach = proof.key().reach();
    boolean bound = reach.tenants().isPresent();
    return new Caller(
        subject,
        bound ? tenants.stream().filter(reach::covers).collect(toUnmodifiableSet()) : tenants,
        bound ? scopes.stream().filter(Caller::isOfTenants).collect(toUnmodifiableSet()) : scopes,
        trusted,
        Optional.of(proof));
  }

  /** Whoever signs requests with a key of a keyset: called after it, with what it may do. */
  static Caller ofKeyset(Credential proof) {
    Reach reach = proof.key().reach();
    return new Caller(
        Optional.of("keyset:" + reach.keyset()),
        reach.tenants().orElse(Set.of()),
        reach.scopes(),
        false,
        Optional.of(proof));
  }

  /** Whether it has signed the request, and sent no token. */
  public boolean signs() {
    return credential
        .map(Credential::key)
        .filter(key -> key.id().purpose() == Purpose.REQUESTS)
        .isPresent();
  }

  /** Whether it may call for every tenant, as a token never may. */
  private boolean actsForAll() {
    return signs() && credential.orElseThrow().key().reach().tenants().isEmpty();
  }

  /** Whether a scope is one for tenants; all that operators do needs another one. */
  private static boolean isOfTenants(String scope) {
    return !OPERATORS.contains(scope);
  }

  public boolean mayActFor(TenantId tenant) {
    return trusted || tenants.contains(tenant) || actsForAll();
  }

  /** Whether a scope is among those that the token gives. */
  public boolean may(String scope) {
    return trusted || scopes.contains(scope);
  }
}
