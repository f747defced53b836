package io.decisionos.gateway.access;

import io.decisionos.gateway.text.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues the marks that callers carry for us, such as cursors, and takes back none but those: a
 * mark is good for the scope that it was issued for and for no other. Callers can read what is in
 * it, and not change it. Immutable.
 */
public final class Seal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * A seal.
   *
   * @param secret the same for as long as marks have to be good, and on every gateway that is to
   *     take them
   */
  public Seal(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The mark of these bytes.
   *
   * @param scope what the mark is for, whose it is included; spelled so that no two scopes are one
   *     text
   */
  public String issue(String scope, byte[] content) {
    byte[] seal = seal(scope, content);
    byte[] mark = Arrays.copyOf(seal, SEAL_BYTES + content.length);
    System.arraycopy(content, 0, mark, SEAL_BYTES, content.length);
    return Base64Url.encode(mark);
  }

  /** The bytes that a mark was issued for; empty if it was never issued for this scope. */
  public Optional<byte[]> redeem(String scope, String mark) {
    return Base64Url.decode(mark)
        .filter(bytes -> bytes.length >= SEAL_BYTES)
        .flatMap(bytes -> content(scope, bytes));
  }

  private Optional<byte[]> content(String scope, byte[] bytes) {
    byte[] content = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
    byte[] given = Arrays.copyOf(bytes, SEAL_BYTES);
    return MessageDigest.isEqual(given, seal(scope, content))
        ? Optional.of(content)
        : Optional.empty();
  }

  private byte[] seal(String scope, byte[] content) {
    byte[] words = scope.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // The length keeps the scope apart from the content.
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, words.length));
      mac.update(words);
      return Arrays.copyOf(mac.doFinal(content), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
