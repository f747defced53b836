package io.decisionos.gateway.access;

import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Tells which tokens count. Every key has a verifier of its own, so that neither a token nor the
 * library chooses key or algorithm; what the library would let pass is refused here. Thread-safe.
 */
public final class SignedTokens {
  private final AccessSettings settings;
  private final Clock clock;
  private final Optional<VerificationKey> developmentKey;
  private final Function<VerificationKey, JWTAuth> library;
  private final AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.EMPTY);

  /**
   * Tokens of no keys yet.
   *
   * @param developmentKey counts besides the keys of every ring
   */
  public SignedTokens(
      AccessSettings settings, Clock clock, Optional<VerificationKey> developmentKey) {
    this(settings, clock, developmentKey, Verifiers::library);
  }

  /**
   * Tokens that are checked otherwise.
   *
   * @param library makes what checks the signatures of a key
   */
  SignedTokens(
      AccessSettings settings,
      Clock clock,
      Optional<VerificationKey> developmentKey,
      Function<VerificationKey, JWTAuth> library) {
    this.settings = settings;
    this.clock = clock;
    this.developmentKey = developmentKey;
    this.library = library;
    turn(KeyRing.EMPTY);
  }

  /** Puts other keys in force, all at once. */
  public void turn(KeyRing next) {
    ring.set(developmentKey.map(next::with).orElse(next));
  }

  /** How many keys count. */
  public int keys() {
    return ring.get().keys().size();
  }

  /** Whether a key that has verified a token is still in force as it was. */
  boolean isCurrent(VerificationKey key) {
    return key.equals(ring.get().keys().get(key.kid()));
  }

  /** Whether what a caller has proved holds: the same key counts, and its time is not over. */
  boolean stands(Credential proof) {
    VerificationKey now = ring.get().keys().get(proof.key().kid());
    return now != null
        && now.text().equals(proof.key().text())
        && clock.instant().isBefore(proof.ends());
  }

  /** What checks signatures, for one event loop. */
  Verifiers verifiers() {
    return new Verifiers(library);
  }

  /**
   * Checks a token: its form, its key, its signature, and then what it says.
   *
   * @param verifiers those of the event loop
   * @throws TokenRefusedException where it does not count
   */
  Caller verify(String token, Verifiers verifiers) {
    TokenForm form = TokenForm.parse(token);
    KeyRing now = ring.get();
    VerificationKey key = key(form, now);
    // The library would also take an ECDSA signature that is spelled as certificates spell it.
    boolean fits = key.algorithm().signsIn(form.signatureBytes());
    if (!fits || !verifiers.isSigned(token, key, now)) {
      throw new TokenRefusedException(TokenFault.SIGNATURE);
    }
    Claims claims = form.claims();
    claims.check(expected(key), clock.instant());
    var proof = new Credential(key, claims.expires().plus(settings.leeway()));
    return Caller.of(claims.subject(), claims.tenants(), claims.scopes()).provedBy(proof);
  }

  private static VerificationKey key(TokenForm form, KeyRing now) {
    VerificationKey key = now.keys().get(form.kid());
    if (key == null) {
      throw new TokenRefusedException(
          now.retired().contains(form.kid()) ? TokenFault.KEY_RETIRED : TokenFault.KEY_UNKNOWN);
    }
    if (!key.algorithm().word().equals(form.algorithm())) {
      throw new TokenRefusedException(TokenFault.ALGORITHM);
    }
    return key;
  }

  private AccessSettings expected(VerificationKey key) {
    return key.kid().equals(DevelopmentKey.KID) ? settings.ofDevelopment() : settings;
  }
}
