package io.decisionos.gateway.storage.embedded;

/** What records take of the heap, in bytes: measured with histograms of a million, rounded up. */
final class HeapCost {
  /** A nonce of any length. */
  static final long NONCE = 144;

  /** A name under which an entry is written once, with its outcome. */
  static final long ONCE = 240;

  /** A name under which a nonce is allowed once. */
  static final long VERDICT = 120;

  private static final long ENTRY = 320;
  private static final int ARRAY_HEAD = 16;
  private static final int ALIGNED = 8;
  private static final int LAST_LATIN1 = 0xff;

  private HeapCost() {}

  /** An entry of that name; its body is not in memory. */
  static long entry(String name) {
    long characters = name.length() * (isLatin1(name) ? 1L : 2L);
    return ENTRY + (ARRAY_HEAD + characters + ALIGNED - 1) / ALIGNED * ALIGNED;
  }

  /** One character beyond them doubles what the text takes. */
  private static boolean isLatin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_LATIN1) {
        return false;
      }
    }
    return true;
  }
}
