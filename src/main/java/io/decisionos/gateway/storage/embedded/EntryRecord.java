package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * A write as it lies in the log: three texts with their lengths (two bytes each), the expiry, the
 * body. A removal is an entry that expired long ago.
 */
record EntryRecord(StoreKey key, EntityTag tag, long expiresAt, ByteBuffer body) {
  private static final EntityTag NO_TAG = EntityTag.strong("");

  static EntryRecord removal(StoreKey key) {
    return new EntryRecord(key, NO_TAG, 0, ByteBuffer.allocate(0));
  }

  ByteBuffer encode() {
    byte[] tenant = key.tenant().value().getBytes(ISO_8859_1);
    byte[] name = key.name().getBytes(UTF_8);
    byte[] opaque = tag.opaque().getBytes(ISO_8859_1);
    int size = 3 * Short.BYTES + tenant.length + name.length + opaque.length + Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(size + body.remaining());
    putText(bytes, tenant);
    putText(bytes, name);
    putText(bytes, opaque);
    return bytes.putLong(expiresAt).put(body.duplicate()).flip();
  }

  static EntryRecord decode(ByteBuffer payload) {
    var tenant = new TenantId(text(payload, ISO_8859_1));
    var key = new StoreKey(tenant, text(payload, UTF_8));
    EntityTag tag = EntityTag.strong(text(payload, ISO_8859_1));
    return new EntryRecord(key, tag, payload.getLong(), payload.slice());
  }

  private static void putText(ByteBuffer bytes, byte[] text) {
    bytes.putShort((short) text.length).put(text);
  }

  private static String text(ByteBuffer payload, Charset charset) {
    byte[] text = new byte[payload.getShort()];
    payload.get(text);
    return new String(text, charset);
  }
}
