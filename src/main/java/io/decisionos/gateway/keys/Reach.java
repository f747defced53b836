package io.decisionos.gateway.keys;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * What the keys of a keyset count for. Immutable.
 *
 * @param keyset the keyset's name
 * @param tenants for these alone; empty: for all
 * @param scopes what a caller may do whose requests such a key signs
 */
public record Reach(String keyset, Optional<Set<TenantId>> tenants, Set<String> scopes) {
  public Reach {
    tenants = tenants.map(Set::copyOf);
    scopes = Set.copyOf(scopes);
  }

  /** The keys count for every tenant. */
  public static Reach ofAll(String keyset) {
    return new Reach(keyset, Optional.empty(), Set.of());
  }

  public boolean covers(TenantId tenant) {
    return tenants.isEmpty() || tenants.get().contains(tenant);
  }
}
