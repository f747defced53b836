package io.decisionos.gateway.evidence;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** A document as it is on disk, with the entry that is made of these very bytes. Immutable. */
final class Original {
  private final byte[] bytes;
  private final EvidenceEntry entry;

  /**
   * @param bytes are not changed any more
   */
  Original(byte[] bytes, EvidenceEntry entry) {
    this.bytes = bytes;
    this.entry = entry;
  }

  byte[] bytes() {
    return bytes;
  }

  EvidenceEntry entry() {
    return entry;
  }

  /** The index may be a moment behind; whose a document is, its own bytes decide. */
  boolean isOwnedBy(TenantId tenant) {
    return entry.owner().equals(Optional.of(tenant));
  }
}
