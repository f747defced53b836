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
  private static final long DEFAULT_LEEWAY_MS = 30_000;
  private static final long MOST_LEEWAY_MS = 60_000;

  /** Whether tokens are asked for. */
  public enum Mode {
    OFF,
    JWT
  }

  /** Reads the section {@code auth} of {@code gateway.yaml}. */
  public static AccessSettings read(Section auth) {
    return new AccessSettings(
        auth.oneOf("mode", Map.of("off", Mode.OFF, "jwt", Mode.JWT)).orElse(Mode.OFF),
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
    return asksForTokens() || offIsDeliberate;
  }

  /** Whether callers need a token. */
  public boolean asksForTokens() {
    return mode == Mode.JWT;
  }
}
