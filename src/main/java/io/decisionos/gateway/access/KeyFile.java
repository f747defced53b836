package io.decisionos.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file beside {@code keys.yaml} that may hold a key. What it holds is looked at only when an
 * entry names it, as other files may lie there too. Immutable.
 *
 * @param content a character for each byte; empty where the file cannot be read
 */
public record KeyFile(String name, Optional<String> content) {
  // RFC 7468 has text around a key: comments, or the Bag Attributes that openssl writes; a byte
  // order mark is what some editors write.
  private static final Pattern PEM =
      Pattern.compile(
          "(?m)^(?:\u00ef\u00bb\u00bf)?[ \\t]*-----BEGIN PUBLIC"
              + " KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
  private static final String PEM_BEGINS = "-----BEGIN ";
  // What X.509 writes before the 32 bytes of such a key.
  private static final String ED25519_PREFIX = "302a300506032b6570032100";
  private static final int PEM_COLUMNS = 64;
  private static final Base64.Encoder PEM_ENCODER =
      Base64.getMimeEncoder(PEM_COLUMNS, new byte[] {'\n'});
  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth");
  private static final int LEAST_RSA_BITS = 2048;
  private static final int P256_BITS = 256;
  private static final int COORDINATE_BYTES = 32;
  private static final int LEAST_SECRET_BYTES = 32;

  public static KeyFile of(String name, byte[] content) {
    return new KeyFile(name, Optional.of(new String(content, StandardCharsets.ISO_8859_1)));
  }

  /** A file whose bytes cannot be had. */
  public static KeyFile unreadable(String name) {
    return new KeyFile(name, Optional.empty());
  }

  /** Tells whether a file of this name may hold a key. */
  public static boolean accepts(String name) {
    return name.endsWith(".pem") || name.endsWith(".jwk");
  }

  /** The key, where the file holds one for the algorithm. */
  Optional<KeyText> key(Algorithm algorithm) {
    return name.endsWith(".pem")
        ? content.flatMap(text -> pem(text, algorithm))
        : content.flatMap(text -> jwk(text, algorithm));
  }

  /** What must stand in the file of a key of this algorithm. */
  static String expectation(Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> "a public Ed25519 key";
      case ES256 -> "a public key on the curve P-256";
      case RS256 -> "a public RSA key of at least 2048 bits";
      case HS256 -> "a JWK of the kind oct with at least 32 bytes";
    };
  }

  private static Optional<KeyText> pem(String text, Algorithm algorithm) {
    Matcher pem = PEM.matcher(text);
    // Of two keys in a file neither is meant more than the other, and a private one is none to
    // take.
    boolean one = text.indexOf(PEM_BEGINS) == text.lastIndexOf(PEM_BEGINS);
    if (!one || !pem.find() || algorithm == Algorithm.HS256) {
      return Optional.empty();
    }
    try {
      var encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      String family =
          switch (algorithm) {
            case EDDSA -> "Ed25519";
            case ES256 -> "EC";
            case RS256, HS256 -> "RSA";
          };
      PublicKey key = KeyFactory.getInstance(family).generatePublic(encoded);
      return isStrong(key) ? Optional.of(canonical(key)) : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key in the one spelling that every reader of PEM takes. */
  private static KeyText canonical(PublicKey key) {
    String body = PEM_ENCODER.encodeToString(key.getEncoded());
    return new KeyText(
        KeyText.Notation.PEM,
        "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
  }

  private static boolean isStrong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }
    return !(key instanceof ECPublicKey ec)
        || ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
  }

  private static Optional<KeyText> jwk(String text, Algorithm algorithm) {
    return StrictJson.object(text.getBytes(StandardCharsets.ISO_8859_1))
        .filter(jwk -> PRIVATE_MEMBERS.stream().noneMatch(jwk::has))
        .filter(jwk -> !jwk.has("alg") || is(jwk, "alg", algorithm.word()))
        .filter(jwk -> !jwk.has("use") || is(jwk, "use", "sig"))
        .filter(jwk -> fits(jwk, algorithm))
        .flatMap(jwk -> keyOnly(jwk, algorithm));
  }

  /** What was not looked at, such as the certificates of x5c, must not become the key. */
  private static Optional<KeyText> keyOnly(ObjectNode jwk, Algorithm algorithm) {
    try {
      return Optional.of(
          switch (algorithm) {
            case HS256 -> new KeyText(KeyText.Notation.JWK, jwk.retain("kty", "k").toString());
            case RS256 -> canonical("RSA", new RSAPublicKeySpec(given(jwk, "n"), given(jwk, "e")));
            case ES256 ->
                canonical(
                    "EC",
                    new ECPublicKeySpec(new ECPoint(given(jwk, "x"), given(jwk, "y")), p256()));
            case EDDSA -> canonical("Ed25519", ed25519(bytes(jwk, "x").orElseThrow()));
          });
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static BigInteger given(ObjectNode jwk, String member) {
    return number(jwk, member).orElseThrow();
  }

  private static ECParameterSpec p256() throws GeneralSecurityException {
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return curve.getParameterSpec(ECParameterSpec.class);
  }

  private static KeySpec ed25519(byte[] point) {
    HexFormat hex = HexFormat.of();
    return new X509EncodedKeySpec(hex.parseHex(ED25519_PREFIX + hex.formatHex(point)));
  }

  private static KeyText canonical(String family, KeySpec spec) throws GeneralSecurityException {
    return canonical(KeyFactory.getInstance(family).generatePublic(spec));
  }

  private static boolean fits(ObjectNode jwk, Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA -> is(jwk, "kty", "OKP") && is(jwk, "crv", "Ed25519") && hasCoordinate(jwk, "x");
      case ES256 ->
          is(jwk, "kty", "EC")
              && is(jwk, "crv", "P-256")
              && hasCoordinate(jwk, "x")
              && hasCoordinate(jwk, "y");
      case RS256 ->
          is(jwk, "kty", "RSA")
              && number(jwk, "n").filter(n -> n.bitLength() >= LEAST_RSA_BITS).isPresent()
              && number(jwk, "e").filter(e -> e.testBit(0) && e.bitLength() > 1).isPresent();
      case HS256 ->
          is(jwk, "kty", "oct")
              && bytes(jwk, "k").filter(k -> k.length >= LEAST_SECRET_BYTES).isPresent();
    };
  }

  private static boolean is(ObjectNode jwk, String member, String value) {
    return jwk.path(member).isTextual() && jwk.get(member).textValue().equals(value);
  }

  private static boolean hasCoordinate(ObjectNode jwk, String member) {
    return bytes(jwk, member).filter(value -> value.length == COORDINATE_BYTES).isPresent();
  }

  private static Optional<BigInteger> number(ObjectNode jwk, String member) {
    return bytes(jwk, member).map(value -> new BigInteger(1, value));
  }

  private static Optional<byte[]> bytes(ObjectNode jwk, String member) {
    JsonNode value = jwk.path(member);
    return value.isTextual() ? Base64Url.decode(value.textValue()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "KeyFile[" + name + "]";
  }
}
