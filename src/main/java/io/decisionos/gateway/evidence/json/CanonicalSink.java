package io.decisionos.gateway.evidence.json;

import java.nio.charset.StandardCharsets;

/**
 * Gathers pieces of text before they are hashed. Pieces of the document that follow one another
 * there stay one piece, so that a document which is canonical already is hashed as it lies.
 * Confined to one thread.
 */
public final class CanonicalSink {
  private final byte[] buffer = new byte[512];
  private final byte[] document;
  private final Target target;
  private int used;
  private int runBegin;
  private int runEnd;

  public CanonicalSink(byte[] document, Target target) {
    this.document = document;
    this.target = target;
  }

  /** Adds the bytes of the document between two offsets. */
  void copy(int from, int to) {
    if (from != runEnd) {
      endRun();
      runBegin = from;
    }
    runEnd = to;
  }

  /** Adds ASCII or other text that does not stand in the document. */
  public void put(String utf8) {
    endRun();
    byte[] bytes = utf8.getBytes(StandardCharsets.UTF_8);
    store(bytes, 0, bytes.length);
  }

  public void put(byte[] bytes) {
    endRun();
    store(bytes, 0, bytes.length);
  }

  private void endRun() {
    store(document, runBegin, runEnd - runBegin);
    runBegin = runEnd;
  }

  private void store(byte[] bytes, int from, int length) {
    if (length > buffer.length - used) {
      drain();
    }
    if (length > buffer.length) {
      target.write(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, buffer, used, length);
      used += length;
    }
  }

  private void drain() {
    target.write(buffer, 0, used);
    used = 0;
  }

  /** Hands on what is still here. */
  public void flush() {
    endRun();
    drain();
  }

  /** Where the text goes; must have done with the bytes when it returns. */
  public interface Target {
    void write(byte[] bytes, int from, int length);
  }
}
