package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/**
 * Issues the marks by which a caller goes on to the next page, and takes back none but those. A
 * mark holds the name it stands behind; it is good for one tenant and one prefix. Immutable.
 */
final class ListingCursor {
  private final Seal seal;

  ListingCursor(Seal seal) {
    this.seal = seal;
  }

  String issue(TenantId tenant, String prefix, String behind) {
    return seal.issue(scope(tenant, prefix), behind.getBytes(UTF_8));
  }

  /** The name that a cursor stands behind, or empty if it was never issued for this. */
  Optional<String> redeem(TenantId tenant, String prefix, String cursor) {
    return seal.redeem(scope(tenant, prefix), cursor).map(name -> new String(name, UTF_8));
  }

  private static String scope(TenantId tenant, String prefix) {
    return String.join("\n", "etags", tenant.value(), prefix);
  }
}
