package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs a tenant's requests: a shared secret or an Ed25519 key. Shows no secret. */
public final class RequestKey {
  static final String EXPECTED =
      "a file with a JWK of the kind oct, or with a private Ed25519 key as PEM";

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAC = "HmacSHA256";

  private final String kid;
  private final Key key;

  private RequestKey(String kid, Key key) {
    this.kid = kid;
    this.key = key;
  }

  /** The key in a file; empty if it holds none. */
  static Optional<RequestKey> of(String kid, Path file) {
    try {
      String text = Files.readString(file);
      Key key = text.stripLeading().startsWith("{") ? secret(text) : privateKey(text);
      return Optional.ofNullable(key).map(found -> new RequestKey(kid, found));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static Key secret(String text) throws JsonProcessingException {
    JsonNode jwk = JSON.readTree(text);
    byte[] bytes = Base64.getUrlDecoder().decode(jwk.path("k").asText());
    return bytes.length == 0 ? null : new SecretKeySpec(bytes, MAC);
  }

  private static Key privateKey(String text) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      return null;
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** How the target knows the key. */
  public String kid() {
    return kid;
  }

  /** The signature of these bytes. */
  public byte[] sign(byte[] text) {
    try {
      if (key instanceof PrivateKey pair) {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(pair);
        signature.update(text);
        return signature.sign();
      }
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was found good", e);
    }
  }

  @Override
  public String toString() {
    return kid;
  }
}
