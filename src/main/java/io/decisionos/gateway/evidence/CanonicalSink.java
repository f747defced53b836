package io.decisionos.gateway.evidence;

import java.nio.charset.StandardCharsets;

/** Gathers small pieces of text into larger ones before they are hashed. Confined to one thread. */
final class CanonicalSink {
  private final byte[] buffer = new byte[4096];
  private final Target target;
  private int used;

  CanonicalSink(Target target) {
    this.target = target;
  }

  void put(int b) {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = (byte) b;
  }

  void put(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > buffer.length - used) {
      flush();
    }
    if (length > buffer.length) {
      target.write(bytes, from, length);
      return;
    }
    System.arraycopy(bytes, from, buffer, used, length);
    used += length;
  }

  void put(String utf8) {
    byte[] bytes = utf8.getBytes(StandardCharsets.UTF_8);
    put(bytes, 0, bytes.length);
  }

  /** Hands on what is still here. */
  void flush() {
    target.write(buffer, 0, used);
    used = 0;
  }

  /** Where the text goes; must have done with the bytes when it returns. */
  interface Target {
    void write(byte[] bytes, int from, int length);
  }
}
