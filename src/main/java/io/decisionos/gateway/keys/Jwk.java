package io.decisionos.gateway.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.text.Base64Url;
import io.decisionos.gateway.text.StrictJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Optional;

/** Keys as RFC 7517 writes them. Pure. */
final class Jwk {
  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth");
  private static final int COORDINATE_BYTES = 32;
  private static final int LEAST_SECRET_BYTES = 32;

  private Jwk() {}

  /** The object of a key for the algorithm that is no private one; empty if it is none. */
  private static Optional<ObjectNode> read(String text, Algorithm algorithm) {
    return StrictJson.SHALLOW
        .object(text.getBytes(StandardCharsets.ISO_8859_1))
        .filter(jwk -> !jwk.has("alg") || algorithm.inJwk().contains(jwk.path("alg").asText()))
        .filter(jwk -> !jwk.has("use") || is(jwk, "use", "sig"));
  }

  /** The public key that the text spells. */
  static Optional<PublicKey> publicKey(String text, Algorithm algorithm) {
    return read(text, algorithm)
        .filter(jwk -> PRIVATE_MEMBERS.stream().noneMatch(jwk::has))
        .filter(jwk -> fits(jwk, algorithm))
        .flatMap(jwk -> publicKey(jwk, algorithm));
  }

  /** The secret that the text spells, as the key that holds nothing else. */
  static Optional<KeyText> secret(String text, Algorithm algorithm) {
    return read(text, algorithm)
        .filter(jwk -> PRIVATE_MEMBERS.stream().noneMatch(jwk::has))
        .filter(jwk -> is(jwk, "kty", "oct"))
        .filter(
            jwk ->
                bytes(jwk, "k").filter(secret -> secret.length >= LEAST_SECRET_BYTES).isPresent())
        .map(jwk -> new KeyText(KeyText.Notation.JWK, jwk.retain("kty", "k").toString()));
  }

  /** The bytes of a secret that was found good. */
  static byte[] bytesOf(KeyText secret) {
    return StrictJson.SHALLOW
        .object(secret.text().getBytes(StandardCharsets.UTF_8))
        .flatMap(jwk -> bytes(jwk, "k"))
        .orElseThrow();
  }

  /** The 32 bytes of a private Ed25519 key that the text spells. */
  static Optional<byte[]> privateEd25519(String text) {
    return read(text, Algorithm.ED25519)
        .filter(jwk -> is(jwk, "kty", "OKP") && is(jwk, "crv", "Ed25519"))
        .flatMap(jwk -> bytes(jwk, "d"))
        .filter(seed -> seed.length == COORDINATE_BYTES);
  }

  // What was not looked at, such as the certificates of x5c, must not become the key.
  private static Optional<PublicKey> publicKey(ObjectNode jwk, Algorithm algorithm) {
    try {
      return Optional.of(
          switch (algorithm) {
            case RS256 ->
                KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(given(jwk, "n"), given(jwk, "e")));
            case ES256 ->
                KeyFactory.getInstance("EC")
                    .generatePublic(
                        new ECPublicKeySpec(
                            new ECPoint(given(jwk, "x"), given(jwk, "y")), KeyParser.p256()));
            case EDDSA, ED25519 -> Ed25519.publicKey(bytes(jwk, "x").orElseThrow());
            case HS256, HMAC_SHA256 -> throw new GeneralSecurityException("a secret");
          });
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(ObjectNode jwk, Algorithm algorithm) {
    return switch (algorithm) {
      case EDDSA, ED25519 ->
          is(jwk, "kty", "OKP") && is(jwk, "crv", "Ed25519") && hasCoordinate(jwk, "x");
      case ES256 ->
          is(jwk, "kty", "EC")
              && is(jwk, "crv", "P-256")
              && hasCoordinate(jwk, "x")
              && hasCoordinate(jwk, "y");
      case RS256 ->
          is(jwk, "kty", "RSA")
              && number(jwk, "n").isPresent()
              && number(jwk, "e").filter(e -> e.testBit(0) && e.bitLength() > 1).isPresent();
      case HS256, HMAC_SHA256 -> false;
    };
  }

  private static BigInteger given(ObjectNode jwk, String member) {
    return number(jwk, member).orElseThrow();
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
}
