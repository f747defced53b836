package io.decisionos.gateway.evidence;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Issues the marks by which a caller goes on to the next page, and takes back none but those. A
 * mark holds the path it stands behind, so that files may come and go meanwhile; it is good for one
 * tenant and one filter alone. Immutable.
 */
public final class EvidenceCursor {
  private final Seal seal;

  public EvidenceCursor(Seal seal) {
    this.seal = seal;
  }

  public String issue(Optional<TenantId> tenant, EvidenceFilter filter, EvidencePath behind) {
    return seal.issue(scope(tenant, filter), behind.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The path that a cursor stands behind, or empty if it was never issued for this. */
  public Optional<EvidencePath> redeem(
      Optional<TenantId> tenant, EvidenceFilter filter, String cursor) {
    return seal.redeem(scope(tenant, filter), cursor)
        .map(path -> new EvidencePath(new String(path, StandardCharsets.UTF_8)));
  }

  private static String scope(Optional<TenantId> tenant, EvidenceFilter filter) {
    return String.join(
        "\n",
        "evidence",
        tenant.map(TenantId::value).orElse(""),
        filter.tier().map(Tier::name).orElse(""),
        filter.tampered().map(String::valueOf).orElse(""),
        filter.unowned() ? TenantId.RESERVED : "");
  }
}
