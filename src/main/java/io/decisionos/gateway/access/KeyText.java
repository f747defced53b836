package io.decisionos.gateway.access;

/**
 * A key as its file spells it, found to fit its algorithm. May be a secret, so it never shows
 * itself.
 *
 * @param notation how it is written
 */
public record KeyText(Notation notation, String text) {

  /** How keys are written. */
  public enum Notation {
    JWK,
    PEM
  }

  @Override
  public String toString() {
    return "***";
  }
}
