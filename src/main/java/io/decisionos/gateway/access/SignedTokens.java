package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyRing;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Purpose;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells which tokens count. Every key has a verifier of its own, so that neither a token nor the
 * library chooses key or algorithm; what the library would let pass is refused here. Thread-safe.
 */
public final class SignedTokens {
  private final AccessSettings settings;
  private final Clock clock;
  private final Optional<Key> developmentKey;
  private final Function<Key, JWTAuth> library;
  private final KeyRegistry registry;

  /**
   * Tokens of the keys that are in force.
   *
   * @param developmentKey counts besides them
   */
  public SignedTokens(
      AccessSettings settings, Clock clock, KeyRegistry registry, Optional<Key> developmentKey) {
    this(settings, clock, registry, developmentKey, Verifiers::library);
  }

  /**
   * Tokens that are checked otherwise.
   *
   * @param library makes what checks the signatures of a key
   */
  SignedTokens(
      AccessSettings settings,
      Clock clock,
      KeyRegistry registry,
      Optional<Key> developmentKey,
      Function<Key, JWTAuth> library) {
    this.settings = settings;
    this.clock = clock;
    this.registry = registry;
    this.developmentKey = developmentKey;
    this.library = library;
  }

  /** Whether a key that has verified a token is still in force as it was. */
  boolean isCurrent(Key key, Instant now) {
    return key.countsAt(now, settings.leeway())
        && inForce(key.kid(), ring()).filter(key::equals).isPresent();
  }

  /** Whether what a caller has proved holds: the same key counts, and its time is not over. */
  boolean stands(Credential proof) {
    Instant now = clock.instant();
    return now.isBefore(proof.ends())
        && inForce(proof.key().id())
            .filter(key -> key.isSameAs(proof.key()) && key.countsAt(now, settings.leeway()))
            .isPresent();
  }

  /** What checks signatures, for one event loop. */
  Verifiers verifiers() {
    return new Verifiers(library);
  }

  /** Notes that a token of a key was taken. */
  void used(Key key, Instant now) {
    registry.uses().note(key.id(), now.toEpochMilli());
  }

  /**
   * Checks a token: its form, its key, the form of its claims, its signature, and what it says.
   *
   * @param verifiers those of the event loop
   * @throws TokenRefusedException if it does not count
   */
  Caller verify(String token, Verifiers verifiers) {
    TokenForm form = TokenForm.parse(token);
    KeyRing ring = ring();
    Key key = key(form, ring);
    Claims claims = form.claims();
    // The library would also take an ECDSA signature that is spelled as certificates spell it.
    boolean fits = key.algorithm().signsIn(form.signatureBytes());
    if (!fits || !verifiers.isSigned(token, key, ring.keys().values())) {
      throw new TokenRefusedException(TokenFault.SIGNATURE);
    }
    claims.check(expected(key), clock.instant());
    var proof = new Credential(key, claims.expires().plus(settings.leeway()));
    return Caller.of(claims.subject(), claims.tenants(), claims.scopes()).provedBy(proof);
  }

  private KeyRing ring() {
    return registry.ring(Purpose.TOKENS);
  }

  /** A key as it is now, whatever it is for: requests that are signed stand by it too. */
  private Optional<Key> inForce(KeyId id) {
    return id.purpose() == Purpose.TOKENS ? inForce(id.kid(), ring()) : registry.book().key(id);
  }

  private Optional<Key> inForce(String kid, KeyRing ring) {
    return kid.equals(DevelopmentKey.KID)
        ? developmentKey
        : Optional.ofNullable(ring.keys().get(kid));
  }

  private Key key(TokenForm form, KeyRing ring) {
    Optional<Key> key = inForce(form.kid(), ring);
    if (key.isEmpty()) {
      throw new TokenRefusedException(missing(form.kid(), ring));
    }
    Instant now = clock.instant();
    if (!key.get().countsAt(now, settings.leeway())) {
      boolean early = key.get().lifetime().stateAt(now) == KeyState.PENDING;
      throw new TokenRefusedException(early ? TokenFault.KEY_PENDING : TokenFault.KEY_RETIRED);
    }
    if (!key.get().algorithm().word().equals(form.algorithm())) {
      throw new TokenRefusedException(TokenFault.ALGORITHM);
    }
    return key.get();
  }

  private TokenFault missing(String kid, KeyRing ring) {
    if (ring.unloaded().contains(kid)) {
      registry.want();
    }
    if (ring.mayKnow(kid)) {
      return TokenFault.KEY_UNLOADED;
    }
    return ring.retired().contains(kid) ? TokenFault.KEY_RETIRED : TokenFault.KEY_UNKNOWN;
  }

  private AccessSettings expected(Key key) {
    return key.kid().equals(DevelopmentKey.KID) ? settings.ofDevelopment() : settings;
  }
}
