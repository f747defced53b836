package io.decisionos.gateway.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.text.Base64Url;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes keys, as the files that hold them. */
public final class KeyGenerator {
  private static final int RSA_BITS = 3072;
  private static final int SECRET_BYTES = 32;

  private KeyGenerator() {}

  /**
   * A new key.
   *
   * @return the texts of its files by their names: the public and the private half as PEM, or the
   *     one secret as a JWK
   */
  public static Map<String, String> make(String kid, Algorithm algorithm) {
    try {
      return algorithm.isSymmetric() ? secret(kid, algorithm) : pair(kid, algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes such keys", e);
    }
  }

  /** A key that nobody has, for checks that must fail and take as long as others. */
  public static KeyText nobodys(Algorithm algorithm) {
    String checking = make("nobody", algorithm).values().iterator().next();
    return KeyParser.parse(new Material(checking), Purpose.REQUESTS, algorithm).orElseThrow();
  }

  private static Map<String, String> secret(String kid, Algorithm algorithm) {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    jwk.put("kty", "oct").put("kid", kid).put("alg", algorithm.jose());
    jwk.put("k", Base64Url.encode(bytes));
    return Map.of(kid + ".jwk", jwk + "\n");
  }

  private static Map<String, String> pair(String kid, Algorithm algorithm)
      throws GeneralSecurityException {
    KeyPair pair = generator(algorithm).generateKeyPair();
    var files = new LinkedHashMap<String, String>();
    files.put(kid + ".pem", Pem.encode(pair.getPublic().getEncoded(), Pem.Kind.PUBLIC));
    files.put(kid + ".private.pem", Pem.encode(pair.getPrivate().getEncoded(), Pem.Kind.PRIVATE));
    return files;
  }

  private static KeyPairGenerator generator(Algorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case EDDSA, ED25519 -> KeyPairGenerator.getInstance("Ed25519");
      case ES256 -> {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        yield generator;
      }
      case RS256, HS256, HMAC_SHA256 -> {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        yield generator;
      }
    };
  }
}
