package io.decisionos.gateway.overlay;

import io.decisionos.gateway.overlay.OverlayChannels.Basis;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what was made for a tenant's revision over a revision of the defaults, until either
 * changes. One tenant's edit touches nothing of another's. Confined to one verticle.
 *
 * @param <V> an answer, or a future of one
 */
final class KeptAnswers<V> {
  private final Map<TenantId, Kept<V>> tenants = new HashMap<>();

  private record Kept<V>(Basis basis, Map<String, V> answers) {
    @SuppressWarnings("ReferenceEquality")
    boolean isFor(Basis other) {
      // Revisions are told apart by identity: equal content made twice is still made anew.
      return basis.tenant() == other.tenant() && basis.defaults() == other.defaults();
    }
  }

  /** The answers of this basis; what was kept for another basis of its tenant is dropped. */
  Map<String, V> of(Basis basis) {
    Kept<V> kept = tenants.get(basis.tenant().id());
    if (kept == null || !kept.isFor(basis)) {
      kept = new Kept<>(basis, new HashMap<>());
      tenants.put(basis.tenant().id(), kept);
    }
    return kept.answers();
  }

  /** Drops what belongs to tenants that are gone. */
  void retain(TenantBook book) {
    tenants.keySet().removeIf(id -> book.known(id).isEmpty());
  }
}
