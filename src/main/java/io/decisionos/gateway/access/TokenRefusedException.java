package io.decisionos.gateway.access;

/** Says that a token does not count, and why. Has no stack trace: it is an outcome, not a bug. */
public final class TokenRefusedException extends RuntimeException {
  private final TokenFault fault;

  public TokenRefusedException(TokenFault fault) {
    super(fault.detail(), null, false, false);
    this.fault = fault;
  }

  public TokenFault fault() {
    return fault;
  }
}
