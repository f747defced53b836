package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.text.Sha256;
import java.nio.ByteBuffer;

/** 128 bits of the SHA-256 of a name, which stand for it within its tenant. */
record NameDigest(long high, long low) {
  static NameDigest of(StoreKey key) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.newDigest().digest(key.name().getBytes(UTF_8)));
    return new NameDigest(hash.getLong(), hash.getLong());
  }
}
