package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One file as the index knows it. Immutable.
 *
 * @param sha256 of the whole file; absent if its bytes could not be read
 */
public record EvidenceEntry(
    EvidencePath path, Fingerprint print, Optional<Sha256> sha256, Evidence verdict) {

  /** Whose file it is; nobody's if it does not say, or lies in another tenant's partition. */
  public Optional<TenantId> owner() {
    return verdict.tenant().filter(this::mayLieHere);
  }

  private boolean mayLieHere(TenantId tenant) {
    return path.partition().map(tenant.value()::equals).orElse(true);
  }

  public Tier tier() {
    return path.tier();
  }

  public boolean tampered() {
    return verdict.tampered();
  }

  /** The same file, found not to be what it must be. */
  public EvidenceEntry asTampered() {
    var found =
        new Evidence(
            true, verdict.tenant(), verdict.generatedAt(), verdict.performs(), verdict.error());
    return new EvidenceEntry(path, print, sha256, found);
  }

  public Instant modifiedAt() {
    return print.modifiedAt();
  }

  /** Tells whether the file was another under the same fingerprint. */
  public boolean differsSecretly(EvidenceEntry before) {
    return print.equals(before.print) && !looksLike(before);
  }

  /** Tells whether a reader of the index could see a difference. */
  boolean looksLike(EvidenceEntry other) {
    return path.equals(other.path)
        && print.size() == other.print.size()
        && print.mtime() == other.print.mtime()
        && sha256.equals(other.sha256)
        && verdict.equals(other.verdict);
  }
}
