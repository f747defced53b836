package io.decisionos.gateway.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Writes small numbers in few bytes, and reads them. What is cut short ends in {@link
 * java.nio.BufferUnderflowException}. For one thread.
 */
public final class Packer {
  private static final int MOST_OF_NUMBER = 10;

  private ByteBuffer bytes = ByteBuffer.allocate(1024);

  /** Writes a number that is not negative: seven bits to a byte, the lowest first. */
  public void number(long value) {
    makeRoom(MOST_OF_NUMBER);
    long rest = value;
    while (rest > 0x7f) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  /** Writes a number that may be negative. */
  public void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  public void text(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    number(encoded.length);
    makeRoom(encoded.length);
    bytes.put(encoded);
  }

  private void makeRoom(int more) {
    if (bytes.remaining() < more) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + more);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
  }

  /** What was written; ends the writing. */
  public ByteBuffer finish() {
    return bytes.flip();
  }

  /** The next number. */
  public static long number(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get();
      value |= (part & 0x7fL) << shift;
      shift += 7;
    } while (part < 0);
    return value;
  }

  public static long signed(ByteBuffer bytes) {
    long value = number(bytes);
    return value >>> 1 ^ -(value & 1);
  }

  public static String text(ByteBuffer bytes) {
    byte[] encoded = new byte[Math.toIntExact(number(bytes))];
    bytes.get(encoded);
    return new String(encoded, UTF_8);
  }
}
