package io.decisionos.gateway.signature;

/**
 * Says that a signature does not count, and why. Has no stack trace: it is an outcome, not a bug.
 */
public final class SignatureRefusedException extends RuntimeException {
  private final SignatureFault fault;

  public SignatureRefusedException(SignatureFault fault) {
    super(fault.detail(), null, false, false);
    this.fault = fault;
  }

  public SignatureFault fault() {
    return fault;
  }
}
