package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** A document that a tenant hands in and that is what was signed, with its hash. Immutable. */
final class Document {
  private static final int ID_DIGITS = 32;

  private final byte[] bytes;
  private final Sha256 sha256;

  private Document(byte[] bytes, Sha256 sha256) {
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  /**
   * Judges a document.
   *
   * @throws ProblemException if it is not what was signed, or names another tenant
   */
  static Document of(byte[] bytes, TenantId tenant) {
    Evidence verdict = Evidence.judge(bytes);
    if (verdict.tampered()) {
      String why = Evidence.fault(bytes).orElse("it is not what was signed");
      throw Problem.of(
              ProblemType.EVIDENCE_INVALID,
              "The document is not valid evidence: " + why + ". Send it as it was signed.")
          .asException();
    }
    if (!verdict.tenant().equals(Optional.of(tenant))) {
      throw Problem.of(
              ProblemType.EVIDENCE_TENANT_MISMATCH,
              "meta.tenant of the document is not the tenant of the request. Name the same one.")
          .asException();
    }
    return new Document(bytes, Sha256.of(bytes, bytes.length));
  }

  /** The bytes, which nobody changes. */
  byte[] bytes() {
    return bytes;
  }

  Sha256 sha256() {
    return sha256;
  }

  /** The id of a document that is handed in without one. */
  String ownId() {
    return sha256.hex().substring(0, ID_DIGITS);
  }
}
