package io.decisionos.gateway.cards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tells that the batch under an idempotency key is committed. Lies in the log beside the batch, so
 * that a repeat finds it even where the first answer was never kept.
 *
 * @param key digest of the key
 * @param body digest of the body
 * @param events how many there were
 * @param millis when, since 1970
 */
record Receipt(String key, String body, int events, long millis) {
  /** Digests have so many bytes. */
  static final int BYTES = 16;

  static Receipt of(String key, byte[] body, int events, long millis) {
    return new Receipt(digest(key.getBytes(UTF_8)), digest(body), events, millis);
  }

  boolean isUnderSameKey(Receipt other) {
    return key.equals(other.key);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(whole, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
