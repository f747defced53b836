package io.decisionos.gateway.evidence.index;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A SHA-256 as four numbers, a third of what its text would take in memory. Immutable. */
public record Sha256(long a, long b, long c, long d) {
  private static final int BYTES = 32;

  public static MessageDigest digest() {
    return io.decisionos.gateway.text.Sha256.newDigest();
  }

  /** Ends a digest. */
  public static Sha256 of(MessageDigest digest) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  public static Sha256 of(byte[] bytes, int length) {
    MessageDigest digest = digest();
    digest.update(bytes, 0, length);
    return of(digest);
  }

  /**
   * Reads {@link #hex}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Sha256 ofHex(String hex) {
    ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    if (hash.remaining() != BYTES) {
      throw new IllegalArgumentException("not 64 digits");
    }
    return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  /** In lower-case hexadecimal digits. */
  public String hex() {
    var bytes = ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d);
    return HexFormat.of().formatHex(bytes.array());
  }
}
