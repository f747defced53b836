package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Ed25519;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeySpelling;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.KeyText;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;

/**
 * What checks the signatures of requests, made for each key when it is first asked for. How long a
 * check takes tells nobody whether there is such a key: a signature of a known length is always
 * checked once, against a key that nobody has if there is no other, and a point of Ed25519 of
 * either kind is read, as one takes longer than the other. Confined to one event loop.
 */
final class SignatureChecks {
  private static final int MAC_BYTES = 32;
  private static final int ED25519_BYTES = 64;

  // No kid is empty.
  private static final String NOBODY = "";

  private final Key nobodysSecret = made(Algorithm.HMAC_SHA256);
  private final Key nobodysPair = made(Algorithm.ED25519);
  private final Map<String, Made<Mac>> macs = new HashMap<>();
  private final Map<Boolean, PublicKey> nobodysByKind = oneOfEachKind();
  private final Map<String, Made<PublicPair>> pairs = new HashMap<>();

  /** What was made of a key. */
  private record Made<C>(Key key, C checker) {}

  /**
   * A public key.
   *
   * @param counterpart nobody's, of the other kind
   */
  private record PublicPair(PublicKey key, PublicKey counterpart) {}

  /**
   * Whether a key has signed the bytes.
   *
   * @param claim with the key that is named; one of {@link #nobodys} if it counts for nothing
   * @param inForce what was made for other keys is let go
   */
  boolean holds(SignedConnection.Claim claim, Map<String, Key> inForce) {
    return switch (claim.signature().length) {
      case MAC_BYTES -> {
        Mac mac = mac(fitting(claim.key(), Algorithm.HMAC_SHA256), inForce);
        yield MessageDigest.isEqual(mac.doFinal(claim.bytes()), claim.signature());
      }
      case ED25519_BYTES -> verifies(pair(fitting(claim.key(), Algorithm.ED25519), inForce), claim);
      default -> false;
    };
  }

  /** The key, or nobody's if it has another algorithm. */
  private Key fitting(Key key, Algorithm algorithm) {
    return key.algorithm() == algorithm ? key : nobodys(algorithm);
  }

  /** A key that nobody has, by which a check takes as long as by any other. */
  Key nobodys(Algorithm algorithm) {
    return algorithm == Algorithm.HMAC_SHA256 ? nobodysSecret : nobodysPair;
  }

  private static Key made(Algorithm algorithm) {
    return new Key(
        new KeyId(Purpose.REQUESTS, NOBODY),
        algorithm,
        Lifetime.of(KeyState.ACTIVE),
        Reach.ofAll(NOBODY),
        KeyGenerator.nobodys(algorithm));
  }

  private Mac mac(Key key, Map<String, Key> inForce) {
    return made(macs, key, inForce, KeySpelling::mac);
  }

  private PublicPair pair(Key key, Map<String, Key> inForce) {
    return made(pairs, key, inForce, this::withCounterpart);
  }

  private PublicPair withCounterpart(KeyText text) {
    PublicKey key = KeySpelling.publicKey(text);
    return new PublicPair(key, nobodysByKind.get(!Ed25519.isReadAtOnce(key)));
  }

  /** Nobody's keys, by whether their point is read at once. */
  private static Map<Boolean, PublicKey> oneOfEachKind() {
    Map<Boolean, PublicKey> keys = new HashMap<>();
    while (keys.size() < 2) {
      PublicKey key = KeySpelling.publicKey(KeyGenerator.nobodys(Algorithm.ED25519));
      keys.put(Ed25519.isReadAtOnce(key), key);
    }
    return keys;
  }

  private static <C> C made(
      Map<String, Made<C>> known, Key key, Map<String, Key> inForce, Function<KeyText, C> make) {
    Made<C> made = known.get(key.kid());
    // Looked up by name, as the hash of a whole key costs more than an HMAC does.
    if (made != null && made.key().isSameAs(key)) {
      return made.checker();
    }
    known.keySet().removeIf(kid -> !kid.equals(NOBODY) && !inForce.containsKey(kid));
    var fresh = new Made<>(key, make.apply(key.text()));
    known.put(key.kid(), fresh);
    return fresh.checker();
  }

  private static boolean verifies(PublicPair pair, SignedConnection.Claim claim) {
    try {
      var check = Signature.getInstance("Ed25519");
      // Reads a point of either kind, whichever the key has.
      check.initVerify(pair.counterpart());
      check.initVerify(pair.key());
      check.update(claim.bytes());
      return check.verify(claim.signature());
    } catch (GeneralSecurityException e) {
      // What is no signature at all is none of this key.
      return false;
    }
  }
}
