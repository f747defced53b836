package io.decisionos.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells which tokens count. Every key has a verifier of its own, so that neither a token nor the
 * library chooses key or algorithm; what the library would let pass is refused here. Thread-safe.
 */
public final class SignedTokens {
  private final Vertx vertx;
  private final AccessSettings settings;
  private final Clock clock;
  private final Optional<VerificationKey> developmentKey;
  private final AtomicReference<Ring> ring = new AtomicReference<>(new Ring(Map.of(), Set.of()));

  /**
   * Tokens of no keys yet.
   *
   * @param developmentKey counts besides the keys of every ring
   */
  public SignedTokens(
      Vertx vertx, AccessSettings settings, Clock clock, Optional<VerificationKey> developmentKey) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
    this.developmentKey = developmentKey;
    turn(KeyRing.EMPTY);
  }

  /** A key with what checks its signatures. */
  private record Verifier(VerificationKey key, AccessSettings expected, JWTAuth library) {}

  private record Ring(Map<String, Verifier> verifiers, Set<String> retired) {}

  /**
   * A token that counts, for as long as its key stays as it is and its time is not over.
   *
   * @param ends when its time is over, leeway included
   */
  public record Verified(Caller caller, VerificationKey key, Instant expires, Instant ends) {}

  /** Puts other keys in force, all at once; a key that stays keeps its verifier. */
  public void turn(KeyRing next) {
    KeyRing whole = developmentKey.map(next::with).orElse(next);
    Ring before = ring.get();
    Map<String, Verifier> verifiers = new HashMap<>();
    whole
        .keys()
        .forEach(
            (kid, key) -> {
              Verifier known = before.verifiers().get(kid);
              boolean same = known != null && known.key().equals(key);
              verifiers.put(kid, same ? known : verifier(key));
            });
    ring.set(new Ring(Map.copyOf(verifiers), whole.retired()));
  }

  private Verifier verifier(VerificationKey key) {
    AccessSettings expected =
        key.kid().equals(DevelopmentKey.KID) ? settings.ofDevelopment() : settings;
    return new Verifier(key, expected, library(key));
  }

  private JWTAuth library(VerificationKey key) {
    // The library's own look at the times would take a text for one, and throws on it.
    var options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    switch (key.text().notation()) {
      case JWK ->
          options.addJwk(
              new JsonObject(key.text().text())
                  .put("kid", key.kid())
                  .put("alg", key.algorithm().word()));
      case PEM ->
          options.addPubSecKey(
              new PubSecKeyOptions()
                  .setId(key.kid())
                  .setAlgorithm(key.algorithm().word())
                  .setBuffer(key.text().text()));
    }
    return JWTAuth.create(vertx, options);
  }

  /** How many keys count. */
  public int keys() {
    return ring.get().verifiers().size();
  }

  /** Whether a key that has verified a token is still in force as it was. */
  boolean isCurrent(VerificationKey key) {
    Verifier now = ring.get().verifiers().get(key.kid());
    return now != null && now.key().equals(key);
  }

  /**
   * Checks a token: its form, its key, its signature, and then what it says.
   *
   * @throws TokenRefusedException where it does not count
   */
  public Verified verify(String token) {
    TokenForm form = TokenForm.parse(token);
    Verifier verifier = verifier(form);
    // The library would also take an ECDSA signature that is spelled as certificates spell it.
    boolean fits = verifier.key().algorithm().signsIn(form.signatureBytes());
    if (!fits || !isSigned(verifier, token)) {
      throw new TokenRefusedException(TokenFault.SIGNATURE);
    }
    Claims claims = form.claims();
    claims.check(verifier.expected(), clock.instant());
    return new Verified(
        Caller.of(claims.subject(), claims.tenants(), claims.scopes()),
        verifier.key(),
        claims.expires(),
        claims.expires().plus(settings.leeway()));
  }

  private Verifier verifier(TokenForm form) {
    Ring now = ring.get();
    Verifier verifier = now.verifiers().get(form.kid());
    if (verifier == null) {
      throw new TokenRefusedException(
          now.retired().contains(form.kid()) ? TokenFault.KEY_RETIRED : TokenFault.KEY_UNKNOWN);
    }
    if (!verifier.key().algorithm().word().equals(form.algorithm())) {
      throw new TokenRefusedException(TokenFault.ALGORITHM);
    }
    return verifier;
  }

  private static boolean isSigned(Verifier verifier, String token) {
    try {
      // The library answers at once; an answer that is not there yet is no consent.
      Future<User> answer = verifier.library().authenticate(new TokenCredentials(token));
      return answer.succeeded();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
