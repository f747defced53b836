package io.decisionos.gateway.keys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells a key from another for people: the first 8 hex digits of a SHA-256, of public keys
 * over their DER, of secrets an HMAC, so that nobody can try secrets out against it. Thread-safe.
 */
public final class KeyFingerprint {
  private static final String MAC = "HmacSHA256";
  private static final int BYTES = 4;

  private final SecretKeySpec installation;

  /**
   * Fingerprints of one installation.
   *
   * @param secret what is in {@code data.secret_file}
   */
  public KeyFingerprint(byte[] secret) {
    this.installation = new SecretKeySpec(secret, MAC);
  }

  /** The fingerprint of a key; one that signs has that of its public half. */
  public String of(Key key) {
    try {
      byte[] digest =
          key.algorithm().isSymmetric() ? mac(key.text()) : sha256(publicDer(key.text()));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was found good", e);
    }
  }

  private byte[] mac(KeyText secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(installation);
    return mac.doFinal(Jwk.bytesOf(secret));
  }

  private static byte[] sha256(byte[] der) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(der);
  }

  private static byte[] publicDer(KeyText text) {
    boolean signs = Pem.decode(text.text(), Pem.Kind.PRIVATE).isPresent();
    return signs
        ? Ed25519.pair(text).getPublic().getEncoded()
        : Base64.getMimeDecoder().decode(Pem.body(text.text()));
  }
}
