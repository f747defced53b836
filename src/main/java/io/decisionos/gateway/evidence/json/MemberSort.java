package io.decisionos.gateway.evidence.json;

/**
 * Sorts members by key and keeps equal keys in the order of the text. A merge sort on plain
 * numbers: the library's sort with a comparator would need a box for each of millions. Stateless.
 */
final class MemberSort {
  private MemberSort() {}

  /**
   * @param keys the places of the keys
   */
  static void byKey(byte[] text, int[] keys) {
    int[] from = keys;
    int[] to = new int[keys.length];
    for (int width = 1; width < keys.length; width *= 2) {
      for (int start = 0; start < keys.length; start += 2 * width) {
        merge(text, from, to, Run.at(start, width, keys.length));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    if (from != keys) {
      System.arraycopy(from, 0, keys, 0, keys.length);
    }
  }

  private static void merge(byte[] text, int[] from, int[] to, Run run) {
    int left = run.start;
    int right = run.middle;
    for (int i = run.start; i < run.end; i++) {
      boolean takeLeft =
          left < run.middle
              && (right == run.end || JsonString.compare(text, from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  /** Two neighbouring sorted stretches. */
  private record Run(int start, int middle, int end) {
    static Run at(int start, int width, int length) {
      int middle = Math.min(start + width, length);
      return new Run(start, middle, Math.min(middle + width, length));
    }
  }
}
