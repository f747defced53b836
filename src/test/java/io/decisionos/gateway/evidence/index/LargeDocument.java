package io.decisionos.gateway.evidence.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Judges one document of fifty megabytes; run in a small JVM by {@link LargeDocumentTest}. */
final class LargeDocument {
  private static final int BYTES = 50_000_000;

  private LargeDocument() {}

  /** Prints the verdict on a document that repeats a piece at the place of the frame's mark. */
  public static void main(String[] arguments) {
    byte[] piece = arguments[0].getBytes(StandardCharsets.UTF_8);
    String text = arguments[1];
    byte[] frame = text.getBytes(StandardCharsets.UTF_8);
    byte[] document = new byte[BYTES];
    int hole = text.indexOf('@');
    System.arraycopy(frame, 0, document, 0, hole);
    int end = BYTES - (frame.length - hole - 1);
    int at = hole;
    for (; at + piece.length <= end; at += piece.length) {
      System.arraycopy(piece, 0, document, at, piece.length);
    }
    Arrays.fill(document, at, end, (byte) ' ');
    System.arraycopy(frame, hole + 1, document, end, frame.length - hole - 1);
    System.out.println(Evidence.judge(document).error().orElse("readable"));
  }
}
