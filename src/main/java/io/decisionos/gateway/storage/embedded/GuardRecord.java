package io.decisionos.gateway.storage.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What the guard writes into its log. */
sealed interface GuardRecord {
  /** The kinds, each with the byte that says so in the file. */
  enum Kind {
    ADMITTED('a'),
    CLOCK('c'),
    FLOOR('f');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findAny().orElseThrow();
    }
  }

  /** No record is larger. */
  int MAX_BYTES = 128 + StoreKey.MAX_BYTES;

  Kind kind();

  ByteBuffer encode();

  /**
   * A nonce was allowed.
   *
   * @param at the guard's clock then
   * @param keptUntil the last moment at which it must be remembered
   * @param once the name under which it was allowed, if any; at the end of the record
   */
  record Admitted(
      TenantId tenant, NonceDigest digest, long at, long keptUntil, Optional<StoreKey> once)
      implements GuardRecord {
    private static final int FIXED_BYTES = 2 + 4 * Long.BYTES;

    @Override
    public Kind kind() {
      return Kind.ADMITTED;
    }

    @Override
    public ByteBuffer encode() {
      byte[] name = tenant.value().getBytes(US_ASCII);
      byte[] last = once.map(StoreKey::name).orElse("").getBytes(UTF_8);
      return ByteBuffer.allocate(FIXED_BYTES + name.length + last.length)
          .put(kind().code)
          .put((byte) name.length)
          .put(name)
          .putLong(digest.high())
          .putLong(digest.low())
          .putLong(at)
          .putLong(keptUntil)
          .put(last)
          .flip();
    }

    /** The last moment at which a repeat must hear that it was allowed. */
    long onceUntil() {
      return at + Terms.REMEMBERED.toMillis();
    }

    private static Admitted decode(ByteBuffer payload) {
      byte[] name = new byte[payload.get()];
      payload.get(name);
      var tenant = new TenantId(new String(name, US_ASCII));
      var digest = new NonceDigest(payload.getLong(), payload.getLong());
      return new Admitted(
          tenant, digest, payload.getLong(), payload.getLong(), once(tenant, payload));
    }

    private static Optional<StoreKey> once(TenantId tenant, ByteBuffer payload) {
      byte[] name = new byte[payload.remaining()];
      payload.get(name);
      return name.length == 0
          ? Optional.empty()
          : Optional.of(new StoreKey(tenant, new String(name, UTF_8)));
    }
  }

  /** The guard's clock had come so far. */
  record Clock(long at) implements GuardRecord {
    @Override
    public Kind kind() {
      return Kind.CLOCK;
    }

    @Override
    public ByteBuffer encode() {
      return time(kind(), at);
    }
  }

  /** A backup was restored: what was allowed up to this time may have been forgotten. */
  record Floor(long at) implements GuardRecord {
    @Override
    public Kind kind() {
      return Kind.FLOOR;
    }

    @Override
    public ByteBuffer encode() {
      return time(kind(), at);
    }
  }

  private static ByteBuffer time(Kind kind, long at) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(kind.code).putLong(at).flip();
  }

  static GuardRecord decode(ByteBuffer payload) {
    return switch (Kind.of(payload.get())) {
      case ADMITTED -> Admitted.decode(payload);
      case CLOCK -> new Clock(payload.getLong());
      case FLOOR -> new Floor(payload.getLong());
    };
  }
}
