package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A write as it lies in the log: three texts with their lengths (two bytes each), the expiry, the
 * body. A removal is an entry that expired long ago. What is done once has its name and outcome in
 * front, behind a mark, so that both are in the file or neither.
 */
record EntryRecord(
    StoreKey key, EntityTag tag, long expiresAt, ByteBuffer body, Optional<Once> once) {
  private static final EntityTag NO_TAG = EntityTag.strong("");

  /** Where the length of a tenant's id stands in other records, which is never 0. */
  private static final short ONCE_MARK = 0;

  private static final int ONCE_BYTES = 2 * Short.BYTES + 1 + Long.BYTES;

  /**
   * That the write is done once.
   *
   * @param name of the entry's tenant
   * @param until the last moment at which it must be remembered
   */
  record Once(String name, boolean created, long until) {
    private int bytes() {
      return ONCE_BYTES + name.getBytes(UTF_8).length;
    }
  }

  static EntryRecord removal(StoreKey key, Optional<Once> once) {
    return new EntryRecord(key, NO_TAG, 0, ByteBuffer.allocate(0), once);
  }

  /** What the writer heard; empty for a removal. */
  Optional<Stored> outcome() {
    return tag.equals(NO_TAG)
        ? Optional.empty()
        : Optional.of(new Stored(tag, once.map(Once::created).orElse(false)));
  }

  /** The same, with what is known only once the conditions are judged. */
  EntryRecord created(boolean now) {
    var known = once.map(before -> new Once(before.name(), now, before.until()));
    return new EntryRecord(key, tag, expiresAt, body, known);
  }

  /** The bytes of the encoded record. */
  int size() {
    int texts = key.tenant().value().length() + key.bytes() + tag.opaque().length();
    int head = 3 * Short.BYTES + texts + Long.BYTES;
    return once.map(Once::bytes).orElse(0) + head + body.remaining();
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(size());
    once.ifPresent(known -> putOnce(bytes, known));
    putText(bytes, key.tenant().value().getBytes(ISO_8859_1));
    putText(bytes, key.name().getBytes(UTF_8));
    putText(bytes, tag.opaque().getBytes(ISO_8859_1));
    return bytes.putLong(expiresAt).put(body.duplicate()).flip();
  }

  private static void putOnce(ByteBuffer bytes, Once once) {
    bytes.putShort(ONCE_MARK);
    putText(bytes, once.name().getBytes(UTF_8));
    bytes.put((byte) (once.created() ? 1 : 0)).putLong(once.until());
  }

  static EntryRecord decode(ByteBuffer payload) {
    Optional<Once> once = once(payload);
    var tenant = new TenantId(text(payload, ISO_8859_1));
    var key = new StoreKey(tenant, text(payload, UTF_8));
    EntityTag tag = EntityTag.strong(text(payload, ISO_8859_1));
    return new EntryRecord(key, tag, payload.getLong(), payload.slice(), once);
  }

  private static Optional<Once> once(ByteBuffer payload) {
    if (payload.getShort(payload.position()) != ONCE_MARK) {
      return Optional.empty();
    }
    payload.getShort();
    return Optional.of(new Once(text(payload, UTF_8), payload.get() == 1, payload.getLong()));
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
