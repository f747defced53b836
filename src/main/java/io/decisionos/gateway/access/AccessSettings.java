package io.decisionos.gateway.access;

import io.decisionos.gateway.config.Section;
import java.time.Duration;
import java.util.Map;

/**
 * How callers prove who they are.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must be or hold
 * @param leeway by how much clocks may differ
 * @param developmentKey whether tokens of the development key count, on loopback
 * @param offIsDeliberate whether no tokens are asked for although a proxy, or a name that is not
 *     loopback, leads here
 */
public record AccessSettings(
    Mode mode,
    String issuer,
    String audience,
    Duration leeway,
    boolean developmentKey,
    boolean offIsDeliberate) {
  private static final String DECISIONOS = "decisionos";
  private static final Map<String, Mode> MODES =
      Map.of(
          "off", Mode.OFF,
          "jwt", Mode.JWT,
          "signed", Mode.SIGNED,
          "jwt+signed", Mode.JWT_OR_SIGNED);
  private static final long DEFAULT_LEEWAY_MS = 30_000;
  private static final long MOST_LEEWAY_MS = 60_000;

  /** What callers prove who they are by; operators have tokens wherever it is not off. */
  public enum Mode {
    OFF,
    JWT,
    SIGNED,
    JWT_OR_SIGNED
  }

  /** Reads the section {@code auth} of {@code gateway.yaml}. */
  public static AccessSettings read(Section auth) {
    return new AccessSettings(
        auth.oneOf("mode", MODES).orElse(Mode.OFF),
        auth.text("issuer").orElse(DECISIONOS),
        auth.text("audience").orElse(DECISIONOS),
        Duration.ofMillis(auth.integer("leeway_ms", 0, MOST_LEEWAY_MS).orElse(DEFAULT_LEEWAY_MS)),
        auth.bool("development_key").orElse(true),
        auth.bool("off_is_deliberate").orElse(false));
  }

  /** What tokens of the development key must say. */
  AccessSettings ofDevelopment() {
    return new AccessSettings(
        mode, DevelopmentKey.KID, DevelopmentKey.KID, leeway, developmentKey, offIsDeliberate);
  }

  /** Whether somebody beyond this machine may be let in: by a token, or since that is meant. */
  public boolean opensToOthers() {
    return asksForProof() || offIsDeliberate;
  }

  /** Whether callers must prove who they are. */
  public boolean asksForProof() {
    return mode != Mode.OFF;
  }

  /** Whether tenants' callers may sign their requests. */
  public boolean takesSignatures() {
    return mode == Mode.SIGNED || mode == Mode.JWT_OR_SIGNED;
  }
}
