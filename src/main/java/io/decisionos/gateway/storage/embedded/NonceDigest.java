package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.text.Sha256;
import java.nio.ByteBuffer;

/**
 * 128 bits of the SHA-256 of a tenant's nonce: what is remembered takes the same memory for nonces
 * of any length. No nonce contains a blank, so no two pairs of tenant and nonce spell the same.
 */
record NonceDigest(long high, long low) {

  static NonceDigest of(Nonce nonce) {
    String spelled = nonce.tenant().value() + ' ' + nonce.marked();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.newDigest().digest(spelled.getBytes(US_ASCII)));
    return new NonceDigest(hash.getLong(), hash.getLong());
  }
}
