package io.decisionos.gateway.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/**
 * Makes a key of material, whichever source it comes from: PEM or a JWK, and nothing else. What
 * fits the purpose and the algorithm is spelled anew, so that nobody meets what was not looked at.
 * Pure.
 */
final class KeyParser {
  private static final int LEAST_RSA_BITS = 2048;
  // Java checks signatures of no longer ones.
  private static final int MOST_RSA_BITS = 16_384;
  private static final int P256_BITS = 256;
  // In UTF-8, a character for each byte.
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private KeyParser() {}

  /** The key, if the material is one for this purpose and algorithm. */
  static Optional<KeyText> parse(Material material, Purpose purpose, Algorithm algorithm) {
    String text = withoutMark(material.text());
    if (purpose == Purpose.EVIDENCE) {
      return privateKey(text);
    }
    if (algorithm.isSymmetric()) {
      return Pem.isPem(text) ? Optional.empty() : Jwk.secret(text, algorithm);
    }
    Optional<PublicKey> key =
        Pem.isPem(text) ? pem(text, algorithm) : Jwk.publicKey(text, algorithm);
    return key.filter(KeyParser::isStrong)
        .map(
            found ->
                new KeyText(KeyText.Notation.PEM, Pem.encode(found.getEncoded(), Pem.Kind.PUBLIC)));
  }

  /** A byte order mark, which some editors write, is no part of a key. */
  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  /** What the material of such a key must be. */
  static String expectation(Purpose purpose, Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> "a public Ed25519 key";
      case ED25519 ->
          purpose == Purpose.EVIDENCE ? "a private Ed25519 key" : "a public Ed25519 key";
      case ES256 -> "a public key on the curve P-256";
      case RS256 -> "a public RSA key of 2048 to 16384 bits";
      case HS256, HMAC_SHA256 -> "a JWK of the kind oct with at least 32 bytes";
    };
  }

  private static Optional<PublicKey> pem(String text, Algorithm algorithm) {
    String family =
        switch (algorithm) {
          case EDDSA, ED25519 -> "Ed25519";
          case ES256 -> "EC";
          case RS256, HS256, HMAC_SHA256 -> "RSA";
        };
    return Pem.decode(text, Pem.Kind.PUBLIC)
        .flatMap(
            der -> {
              try {
                var encoded = new X509EncodedKeySpec(der);
                return Optional.of(KeyFactory.getInstance(family).generatePublic(encoded));
              } catch (GeneralSecurityException e) {
                return Optional.empty();
              }
            });
  }

  private static Optional<KeyText> privateKey(String text) {
    try {
      var factory = KeyFactory.getInstance("Ed25519");
      Optional<byte[]> pem = Pem.decode(text, Pem.Kind.PRIVATE);
      Optional<byte[]> jwk = Pem.isPem(text) ? Optional.empty() : Jwk.privateEd25519(text);
      if (pem.isEmpty() && jwk.isEmpty()) {
        return Optional.empty();
      }
      var key =
          pem.isPresent()
              ? factory.generatePrivate(new PKCS8EncodedKeySpec(pem.get()))
              : Ed25519.privateKey(jwk.orElseThrow());
      String spelled = Pem.encode(key.getEncoded(), Pem.Kind.PRIVATE);
      return Optional.of(new KeyText(KeyText.Notation.PEM, spelled));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean isStrong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
    }
    return !(key instanceof ECPublicKey ec)
        || ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
  }

  static ECParameterSpec p256() throws GeneralSecurityException {
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return curve.getParameterSpec(ECParameterSpec.class);
  }
}
