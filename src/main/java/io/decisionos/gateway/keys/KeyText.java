package io.decisionos.gateway.keys;

/**
 * What makes up a key and nothing else, found to fit its algorithm. May be a secret, so it never
 * shows itself.
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
