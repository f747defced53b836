package io.decisionos.gateway.tenant;

import java.time.Duration;
import java.util.List;

/**
 * One tenant as one version of its file describes it. Immutable; two versions of a file never share
 * an instance, so identity tells them apart.
 *
 * @param source the name of the file
 * @param clockSkew how far a caller's clock may be off
 * @param document the whole file as JSON, for showing it to operators
 */
public record Tenant(
    TenantId id,
    String name,
    boolean suspended,
    Limits limits,
    Duration clockSkew,
    SloValues slo,
    List<Label> labels,
    String source,
    String document) {

  /** This version, suspended. */
  Tenant suspend() {
    return suspended
        ? this
        : new Tenant(id, name, true, limits, clockSkew, slo, labels, source, document);
  }
}
