package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.KeySpelling;
import io.decisionos.gateway.keys.KeyText;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;

/**
 * What checks the signatures of requests, made for each key when it is first asked for. How long a
 * check takes tells nobody whether there is such a key: a signature of a known length is always
 * checked once, against a key that nobody has where there is no other. Confined to one event loop.
 */
final class SignatureChecks {
  private static final int MAC_BYTES = 32;
  private static final int ED25519_BYTES = 64;

  private final Map<String, Made<Mac>> macs = new HashMap<>();
  private final Map<String, Made<PublicKey>> publicKeys = new HashMap<>();
  private final Mac nobodysMac = KeySpelling.mac(KeyGenerator.nobodys(Algorithm.HMAC_SHA256));
  private final PublicKey nobodysKey =
      KeySpelling.publicKey(KeyGenerator.nobodys(Algorithm.ED25519));

  /** What was made of a key. */
  private record Made<C>(Key key, C checker) {}

  /**
   * Whether a key has signed the bytes.
   *
   * @param key the one that is named; empty where it counts for nothing
   * @param inForce what was made for other keys is let go
   */
  boolean isSigned(byte[] base, byte[] signature, Optional<Key> key, Map<String, Key> inForce) {
    if (signature.length == MAC_BYTES) {
      Optional<Key> secret = key.filter(known -> known.algorithm() == Algorithm.HMAC_SHA256);
      Mac checking = secret.map(known -> mac(known, inForce)).orElse(nobodysMac);
      byte[] mac = checking.doFinal(base);
      return MessageDigest.isEqual(mac, signature) && secret.isPresent();
    }
    if (signature.length == ED25519_BYTES) {
      Optional<Key> pair = key.filter(known -> known.algorithm() == Algorithm.ED25519);
      PublicKey checking = pair.map(known -> publicKey(known, inForce)).orElse(nobodysKey);
      return verifies(checking, base, signature) && pair.isPresent();
    }
    return false;
  }

  private Mac mac(Key key, Map<String, Key> inForce) {
    return made(macs, key, inForce, KeySpelling::mac);
  }

  private PublicKey publicKey(Key key, Map<String, Key> inForce) {
    return made(publicKeys, key, inForce, KeySpelling::publicKey);
  }

  private static <C> C made(
      Map<String, Made<C>> known, Key key, Map<String, Key> inForce, Function<KeyText, C> make) {
    Made<C> made = known.get(key.kid());
    // Looked up by name, as the hash of a whole key costs more than an HMAC does.
    if (made != null && made.key().isSameAs(key)) {
      return made.checker();
    }
    known.keySet().retainAll(inForce.keySet());
    var fresh = new Made<>(key, make.apply(key.text()));
    known.put(key.kid(), fresh);
    return fresh.checker();
  }

  private static boolean verifies(PublicKey key, byte[] base, byte[] signature) {
    try {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(base);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // What is no signature at all is none of this key.
      return false;
    }
  }
}
