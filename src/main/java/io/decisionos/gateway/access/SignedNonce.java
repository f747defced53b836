package io.decisionos.gateway.access;

import io.decisionos.gateway.text.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What makes a signed request count once. Immutable.
 *
 * @param value stands for the key and the nonce: 64 hex digits
 * @param createdMillis when the request was signed, since the epoch
 */
public record SignedNonce(String value, long createdMillis) {
  private static final long SECOND_MS = 1000;

  /** That of a signature; nonces of different keys are different. */
  static SignedNonce of(String keyid, String nonce, long createdSeconds) {
    String both = keyid.length() + ":" + keyid + nonce;
    String value = Sha256.hex(both.getBytes(StandardCharsets.US_ASCII));
    return new SignedNonce(value, createdSeconds * SECOND_MS);
  }
}
