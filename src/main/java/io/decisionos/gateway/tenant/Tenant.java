package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.YamlSource;
import java.time.Duration;
import java.util.List;

/**
 * One tenant as one version of its file describes it. Immutable; two versions of a file never share
 * an instance, so identity tells them apart.
 *
 * @param clockSkew how far a caller's clock may be off
 * @param evidence what it sets of the policy for evidence
 * @param billing what it pays for
 * @param file the whole file as it was read, for showing it to operators
 */
public record Tenant(
    TenantId id,
    String name,
    boolean suspended,
    Limits limits,
    Duration clockSkew,
    SloValues slo,
    List<Label> labels,
    EvidenceValues evidence,
    Billing billing,
    YamlSource file) {

  /** The name of the file. */
  public String source() {
    return file.file();
  }

  /** This version, suspended. */
  Tenant suspend() {
    return suspended
        ? this
        : new Tenant(id, name, true, limits, clockSkew, slo, labels, evidence, billing, file);
  }
}
