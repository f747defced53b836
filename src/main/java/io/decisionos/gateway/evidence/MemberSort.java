package io.decisionos.gateway.evidence;

/**
 * Sorts members by key and keeps equal keys in the order of the text. A merge sort on plain
 * numbers: the library's sort with a comparator would need a box for each of millions. Stateless.
 */
final class MemberSort {
  private MemberSort() {}

  /**
   * @param members pairs of the places of key and value, the key's in the upper half
   */
  static void byKey(byte[] text, long[] members) {
    long[] from = members;
    long[] to = new long[members.length];
    for (int width = 1; width < members.length; width *= 2) {
      for (int start = 0; start < members.length; start += 2 * width) {
        merge(text, from, to, Run.at(start, width, members.length));
      }
      long[] swap = from;
      from = to;
      to = swap;
    }
    if (from != members) {
      System.arraycopy(from, 0, members, 0, members.length);
    }
  }

  private static void merge(byte[] text, long[] from, long[] to, Run run) {
    int left = run.start;
    int right = run.middle;
    for (int i = run.start; i < run.end; i++) {
      boolean takeLeft =
          left < run.middle && (right == run.end || inOrder(text, from[left], from[right]));
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private static boolean inOrder(byte[] text, long left, long right) {
    return JsonString.compare(text, (int) (left >> Integer.SIZE), (int) (right >> Integer.SIZE))
        <= 0;
  }

  /** Two neighbouring sorted stretches. */
  private record Run(int start, int middle, int end) {
    static Run at(int start, int width, int length) {
      int middle = Math.min(start + width, length);
      return new Run(start, middle, Math.min(middle + width, length));
    }
  }
}
