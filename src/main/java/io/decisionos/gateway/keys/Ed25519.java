package io.decisionos.gateway.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Keys of Ed25519 between their bytes and Java's. Pure. */
public final class Ed25519 {
  private static final String NAME = "Ed25519";
  // What X.509 and PKCS #8 write before the 32 bytes of such a key.
  private static final String PUBLIC_PREFIX = "302a300506032b6570032100";
  private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P));

  private Ed25519() {}

  static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    HexFormat hex = HexFormat.of();
    byte[] encoded = hex.parseHex(PUBLIC_PREFIX + hex.formatHex(point));
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
  }

  static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    HexFormat hex = HexFormat.of();
    byte[] encoded = hex.parseHex(PRIVATE_PREFIX + hex.formatHex(seed));
    return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /**
   * The pair of a private key whose material was found good, such as one of the purpose {@code
   * evidence}.
   */
  public static KeyPair pair(KeyText privateKey) {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(Pem.body(privateKey.text()));
      PrivateKey key =
          KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new KeyPair(publicHalf(key), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was found good", e);
    }
  }

  /**
   * Whether the point of a key is read in the first of the two cases of RFC 8032 section 5.1.3 step
   * 3, as half of all are. The second case takes a further power, by which every check takes
   * longer.
   */
  public static boolean isReadAtOnce(PublicKey key) {
    BigInteger y2 = ((EdECPublicKey) key).getPoint().getY().pow(2);
    BigInteger v = D.multiply(y2).add(BigInteger.ONE);
    BigInteger x2 = y2.subtract(BigInteger.ONE).multiply(v.modInverse(P));
    return x2.modPow(P.shiftRight(2), P).equals(BigInteger.ONE);
  }

  /** Java makes a pair of its random bytes alone, and has no other way to the public half. */
  static PublicKey publicHalf(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
    generator.initialize(255, new Given(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** Random bytes that are not random at all. */
  private static final class Given extends SecureRandom {
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] wanted) {
      System.arraycopy(bytes, 0, wanted, 0, wanted.length);
    }
  }
}
