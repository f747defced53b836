package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** A document as it is on disk, with the entry that is made of these very bytes. Immutable. */
public final class Original {
  private final byte[] bytes;
  private final EvidenceEntry entry;

  /**
   * @param bytes are not changed any more
   */
  Original(byte[] bytes, EvidenceEntry entry) {
    this.bytes = bytes;
    this.entry = entry;
  }

  public byte[] bytes() {
    return bytes;
  }

  public EvidenceEntry entry() {
    return entry;
  }

  /** The index may be a moment behind; whose a document is, its own bytes decide. */
  public boolean isOwnedBy(TenantId tenant) {
    return entry.owner().equals(Optional.of(tenant));
  }
}
