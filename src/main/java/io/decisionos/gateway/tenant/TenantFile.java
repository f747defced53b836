package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import java.util.List;
import java.util.Optional;

/** What one version of a tenant's file says. Immutable. */
public sealed interface TenantFile {

  /** The tenant that this version claims to be, as far as its YAML could be parsed. */
  Optional<TenantId> claim();

  /** A file without faults. */
  record Valid(Tenant tenant) implements TenantFile {
    @Override
    public Optional<TenantId> claim() {
      return Optional.of(tenant.id());
    }
  }

  /**
   * A file with faults.
   *
   * @param claim the id, if the YAML could be parsed
   * @param named the id as far as it can be read at all, from a top-level line if the YAML cannot
   *     be parsed; it tells callers what is wrong and claims nothing
   * @param saysSuspended whether the operator wants the tenant suspended, broken file or not
   * @param excerpt the lines around the faults
   */
  record Broken(
      List<Fault> faults,
      Optional<TenantId> claim,
      Optional<TenantId> named,
      boolean saysSuspended,
      Excerpt excerpt)
      implements TenantFile {}
}
