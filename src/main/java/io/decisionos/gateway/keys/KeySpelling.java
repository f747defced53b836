package io.decisionos.gateway.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of signed requests as Java has them. Pure. */
public final class KeySpelling {
  private static final String MAC = "HmacSHA256";

  private KeySpelling() {}

  /** A MAC with a secret that was found good. */
  public static Mac mac(KeyText secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(Jwk.bytesOf(secret), MAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }

  /** A public Ed25519 key that was found good. */
  public static PublicKey publicKey(KeyText key) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(Pem.body(key.text()));
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was found good", e);
    }
  }

  /** What signs, of a file with the secret or the private half of a key; empty if it has none. */
  public static Optional<Signing> signing(Material material, Algorithm algorithm) {
    if (algorithm == Algorithm.HMAC_SHA256) {
      return KeyParser.parse(material, Purpose.REQUESTS, algorithm)
          .map(secret -> text -> mac(secret).doFinal(text));
    }
    return KeyParser.parse(material, Purpose.EVIDENCE, algorithm)
        .map(text -> ed25519(Ed25519.pair(text).getPrivate()));
  }

  private static Signing ed25519(PrivateKey key) {
    return text -> {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    };
  }

  /** Makes signatures. */
  @FunctionalInterface
  public interface Signing {
    byte[] sign(byte[] text) throws GeneralSecurityException;
  }
}
