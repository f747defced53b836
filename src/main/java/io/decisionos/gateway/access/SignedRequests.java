package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyRing;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.signature.SignatureBase;
import io.decisionos.gateway.signature.SignatureFault;
import io.decisionos.gateway.signature.SignatureRefusedException;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.signature.SignedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells whose signed requests count: form, key, signature, times, in this order. Costs one HMAC or
 * one check of Ed25519, unless the connection has sent the same before. Confined to one event loop.
 */
public final class SignedRequests {
  private static final Duration LONGEST_CALL = Duration.ofHours(24);
  private static final long SECOND_MS = 1000;

  private final KeyRegistry registry;
  private final Clock clock;
  private final Duration leeway;
  private final SignatureChecks checks = new SignatureChecks();

  /**
   * Requests of the keys that are in force.
   *
   * @param leeway by how much the clocks of those may differ who put a key into use
   */
  public SignedRequests(KeyRegistry registry, Clock clock, Duration leeway) {
    this.registry = registry;
    this.clock = clock;
    this.leeway = leeway;
  }

  /**
   * A request whose signature counts.
   *
   * @param nonce of a request that counts once; empty for others
   * @param coversDigest whether the digest of the body is signed
   */
  public record Verified(Caller caller, Optional<SignedNonce> nonce, boolean coversDigest) {}

  /**
   * Checks a request.
   *
   * @param connection on which it came
   * @param skew how far the signer's clock may be off, by the key that has signed
   * @throws SignatureRefusedException if the signature does not count
   */
  public Verified verify(
      SignedConnection connection,
      SignatureRules rules,
      SignedMessage message,
      Function<Key, Duration> skew) {
    byte[] signature = connection.signature(rules, message);
    rules.requireCovered(message);
    Optional<String> nonce = rules.nonce(message.method());
    byte[] base = SignatureBase.of(rules.input(), message);
    KeyRing ring = registry.ring(Purpose.REQUESTS);
    Instant now = Instant.ofEpochMilli(clock.millis());
    // One that is not there is looked at as any other is, so that it takes as long.
    Key nobodys = checks.nobodys(Algorithm.HMAC_SHA256);
    Key key = ring.keys().getOrDefault(rules.keyid(), nobodys);
    boolean counts = counts(key, rules, now);
    var claim = new SignedConnection.Claim(base, signature, counts ? key : nobodys);
    boolean signed = connection.holds(claim, made -> checks.holds(made, ring.keys()));
    if (ring.unloaded().contains(rules.keyid())) {
      registry.want();
    }
    if (isHidden(rules.keyid(), ring, now)) {
      throw new SignatureRefusedException(SignatureFault.UNLOADED);
    }
    if (!signed || !counts || !ring.keys().containsKey(rules.keyid())) {
      throw new SignatureRefusedException(SignatureFault.SIGNATURE);
    }
    requireTime(rules, now, skew.apply(key));
    registry.uses().note(key.id(), now.toEpochMilli());
    return verified(rules, nonce, new Credential(key, ends(rules, now)));
  }

  private static Verified verified(
      SignatureRules rules, Optional<String> nonce, Credential credential) {
    return new Verified(
        Caller.ofKeyset(credential),
        nonce.map(once -> SignedNonce.of(rules.keyid(), once, rules.created())),
        rules.input().covers("content-digest"));
  }

  /**
   * Whether nobody can tell now if such a key counts, as keys are not at hand. A retired key is
   * answered as an unknown one is, so that nobody learns that there was one.
   */
  private boolean isHidden(String kid, KeyRing ring, Instant now) {
    Key key = ring.keys().get(kid);
    return !ring.unloaded().isEmpty() && (key == null || !key.countsAt(now, leeway));
  }

  private boolean counts(Key key, SignatureRules rules, Instant now) {
    boolean fits = rules.algorithm().map(key.algorithm().word()::equals).orElse(true);
    return key.countsAt(now, leeway) && fits;
  }

  /** A time in whole seconds may be up to one second older than it says. */
  private static void requireTime(SignatureRules rules, Instant now, Duration skew) {
    long nowMillis = now.toEpochMilli();
    long created = rules.created() * SECOND_MS;
    boolean near =
        created + SECOND_MS > nowMillis - skew.toMillis() && created <= nowMillis + skew.toMillis();
    if (!near) {
      throw new SignatureRefusedException(SignatureFault.CREATED);
    }
    if (rules.expires().filter(expires -> expires * SECOND_MS <= nowMillis).isPresent()) {
      throw new SignatureRefusedException(SignatureFault.EXPIRED);
    }
  }

  private static Instant ends(SignatureRules rules, Instant now) {
    Instant longest = now.plus(LONGEST_CALL);
    return rules.expires().map(Instant::ofEpochSecond).filter(longest::isAfter).orElse(longest);
  }
}
