package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.KeySpelling;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * What checks the signatures of requests, made for each key when it is first asked for. How long a
 * check takes tells nobody whether there is such a key: a signature of a known length is always
 * checked once, against a key that nobody has where there is no other. Confined to one event loop.
 */
final class SignatureChecks {
  private static final int MAC_BYTES = 32;
  private static final int ED25519_BYTES = 64;

  private final Map<Key, Mac> macs = new HashMap<>();
  private final Map<Key, PublicKey> publicKeys = new HashMap<>();
  private final Mac nobodysMac = KeySpelling.mac(KeyGenerator.nobodys(Algorithm.HMAC_SHA256));
  private final PublicKey nobodysKey =
      KeySpelling.publicKey(KeyGenerator.nobodys(Algorithm.ED25519));

  /**
   * Whether a key has signed the bytes.
   *
   * @param key the one that is named; empty where it counts for nothing
   * @param inForce what was made for other keys is let go
   */
  boolean isSigned(byte[] base, byte[] signature, Optional<Key> key, Collection<Key> inForce) {
    if (signature.length == MAC_BYTES) {
      Optional<Key> secret = key.filter(known -> known.algorithm() == Algorithm.HMAC_SHA256);
      byte[] mac = secret.map(known -> mac(known, inForce)).orElse(nobodysMac).doFinal(base);
      return MessageDigest.isEqual(mac, signature) && secret.isPresent();
    }
    if (signature.length == ED25519_BYTES) {
      Optional<Key> pair = key.filter(known -> known.algorithm() == Algorithm.ED25519);
      PublicKey checking = pair.map(known -> publicKey(known, inForce)).orElse(nobodysKey);
      return verifies(checking, base, signature) && pair.isPresent();
    }
    return false;
  }

  private Mac mac(Key key, Collection<Key> inForce) {
    if (!macs.containsKey(key)) {
      macs.keySet().retainAll(inForce);
      macs.put(key, KeySpelling.mac(key.text()));
    }
    return macs.get(key);
  }

  private PublicKey publicKey(Key key, Collection<Key> inForce) {
    if (!publicKeys.containsKey(key)) {
      publicKeys.keySet().retainAll(inForce);
      publicKeys.put(key, KeySpelling.publicKey(key.text()));
    }
    return publicKeys.get(key);
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
