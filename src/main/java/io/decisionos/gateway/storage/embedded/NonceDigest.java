package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.decisionos.gateway.storage.Nonce;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of the SHA-256 of a tenant's nonce: what is remembered takes the same memory for nonces
 * of any length. No nonce contains a blank, so no two pairs of tenant and nonce spell the same.
 */
record NonceDigest(long high, long low) {

  static NonceDigest of(Nonce nonce) {
    String spelled = nonce.tenant().value() + ' ' + nonce.value();
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(spelled.getBytes(US_ASCII)));
    return new NonceDigest(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
