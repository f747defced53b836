package io.decisionos.gateway.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.KeyText;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import io.decisionos.gateway.text.Base64Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key with which an installation mints tokens for itself, so that nobody needs an identity
 * provider to try out tokens. It lies in the data directory, is made on first use, and counts only
 * while both listeners are loopback.
 */
public final class DevelopmentKey {
  /** Its {@code kid}, and the issuer and the audience of its tokens. */
  static final String KID = "development";

  private static final String MAC = "HmacSHA256";

  private final byte[] secret;

  private DevelopmentKey(byte[] secret) {
    this.secret = secret.clone();
  }

  /**
   * The key of a data directory.
   *
   * @throws IOException whose message names the file, if there is no key to be had
   */
  public static DevelopmentKey of(Path data) throws IOException {
    return new DevelopmentKey(SecretFile.of(data.resolve("development-key")));
  }

  /** What tells this key's tokens from others. */
  public Key verification() {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    jwk.put("kty", "oct").put("k", Base64Url.encode(secret));
    return new Key(
        new KeyId(Purpose.TOKENS, KID),
        Algorithm.HS256,
        Lifetime.of(KeyState.ACTIVE),
        Reach.ofAll(KID),
        new KeyText(KeyText.Notation.JWK, jwk.toString()));
  }

  /**
   * A token.
   *
   * @param tenants for whom it counts, by id
   * @param scope words separated by spaces
   */
  public String mint(String subject, List<String> tenants, String scope, Instant expires) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", Algorithm.HS256.word()).put("typ", "JWT").put("kid", KID);
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", KID).put("aud", KID).put("sub", subject).put("scope", scope);
    claims.put("exp", expires.getEpochSecond());
    tenants.forEach(claims.withArray("tenant")::add);
    String signed = encode(header) + '.' + encode(claims);
    return signed + '.' + Base64Url.encode(sign(signed));
  }

  private static String encode(ObjectNode json) {
    return Base64Url.encode(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
