package io.decisionos.gateway.evidence;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;

/** Why a document is not handed in or locked. */
final class IntakeProblems {
  private IntakeProblems() {}

  private static ProblemException of(ProblemType type, String detail) {
    return Problem.of(type, detail).asException();
  }

  static ProblemException missing() {
    return of(
        ProblemType.ETAG_PRECONDITION_MISSING,
        "If-Match asks for a document of this id and there is none; send it without If-Match.");
  }

  static ProblemException nomatch() {
    return of(
        ProblemType.ETAG_NOMATCH,
        "The document of this id has another tag; read it and send that tag as If-Match.");
  }

  static ProblemException exists() {
    return of(
        ProblemType.EVIDENCE_EXISTS,
        "The id has other bytes. Send the document's tag as If-Match to replace it, or take"
            + " another id.");
  }

  static ProblemException taken() {
    return of(
        ProblemType.EVIDENCE_EXISTS,
        "Another file is where the document belongs. Take another id, or tell the operator.");
  }

  static ProblemException locked() {
    return of(
        ProblemType.EVIDENCE_LOCKED,
        "The document of this id is locked and does not change any more. Take another id.");
  }

  static ProblemException tampered() {
    return of(
        ProblemType.EVIDENCE_TAMPERED,
        "The document is not what was signed, so it cannot be locked. Hand in one that is.");
  }

  static ProblemException tenantFull() {
    return of(
        ProblemType.TENANT_STORAGE_FULL,
        "The tenant's entries, events and evidence would be over its max_storage_gb. Let some go,"
            + " or ask the operator for more.");
  }
}
