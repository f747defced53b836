package io.decisionos.gateway.cards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.text.Sha256;

/**
 * Tells that the batch under an idempotency key is committed. Lies in the log beside the batch, so
 * that a repeat finds it even if the first answer was never kept.
 *
 * @param key digest of the key
 * @param body digest of the body
 * @param events how many there were
 * @param millis when, since 1970
 */
record Receipt(String key, String body, int events, long millis) {
  private static final int DIGITS = 32;

  static Receipt of(String key, byte[] body, int events, long millis) {
    return new Receipt(digest(key.getBytes(UTF_8)), digest(body), events, millis);
  }

  /** Whether another one repeats this: under its key, and within the time in which that counts. */
  boolean isRepeatedBy(Receipt other) {
    return isUnderSameKey(other) && other.millis - millis < TenantLog.RECEIPTS_KEPT.toMillis();
  }

  boolean isUnderSameKey(Receipt other) {
    return key.equals(other.key);
  }

  private static String digest(byte[] bytes) {
    return Sha256.hex(bytes).substring(0, DIGITS);
  }
}
