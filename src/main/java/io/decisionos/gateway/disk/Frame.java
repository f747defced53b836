package io.decisionos.gateway.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: its length and its CRC-32C, four bytes each, then the payload.
 * The checksum covers the length too, so that a damaged length is not followed.
 */
public final class Frame {
  /** The bytes before the payload. */
  public static final int HEAD = 8;

  private Frame() {}

  /** Appends the payload's frame to the buffer. */
  public static void put(ByteBuffer buffer, ByteBuffer payload) {
    buffer.putInt(payload.remaining()).putInt(checksum(payload)).put(payload.duplicate());
  }

  /**
   * The payload of the frame at the buffer's position, which moves behind it; null if no whole and
   * sound frame lies there.
   */
  public static ByteBuffer next(ByteBuffer buffer) {
    if (buffer.remaining() < HEAD) {
      return null;
    }
    int start = buffer.position();
    int length = buffer.getInt(start);
    if (length <= 0 || length > buffer.remaining() - HEAD) {
      return null;
    }
    ByteBuffer payload = buffer.slice(start + HEAD, length);
    if (buffer.getInt(start + 4) != checksum(payload)) {
      return null;
    }
    buffer.position(start + HEAD + length);
    return payload;
  }

  /**
   * The payload of the frame that a stream is at; empty if no whole and sound one follows.
   *
   * @param most bytes of payload that are taken for one
   */
  public static Optional<byte[]> read(InputStream in, int most) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD));
    if (head.remaining() < HEAD) {
      return Optional.empty();
    }
    int length = head.getInt();
    if (length <= 0 || length > most) {
      return Optional.empty();
    }
    byte[] payload = in.readNBytes(length);
    boolean sound = payload.length == length && checksum(ByteBuffer.wrap(payload)) == head.getInt();
    return sound ? Optional.of(payload) : Optional.empty();
  }

  /** The payload in its frame, ready to be written. */
  public static byte[] of(byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
    put(frame, ByteBuffer.wrap(payload));
    return frame.array();
  }

  private static int checksum(ByteBuffer payload) {
    var crc = new CRC32C();
    int length = payload.remaining();
    crc.update(length >>> 24);
    crc.update(length >>> 16);
    crc.update(length >>> 8);
    crc.update(length);
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }
}
