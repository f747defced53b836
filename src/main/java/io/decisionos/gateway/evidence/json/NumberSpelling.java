package io.decisionos.gateway.evidence.json;

/**
 * Writes numbers in their one spelling: integers digit by digit, all else as the shortest decimal
 * that reads back to the same double. Words pass through. Stateless.
 */
final class NumberSpelling {
  private NumberSpelling() {}

  /** Writes the number or word between two offsets of valid text. */
  static void write(byte[] text, int from, int to, CanonicalSink sink) {
    if (isWord(text, to) || isShortestAlready(text, from, to)) {
      sink.copy(from, to);
    } else if (isInteger(text, from, to)) {
      boolean minusZero = to - from == 2 && text[from] == '-' && text[from + 1] == '0';
      sink.copy(minusZero ? from + 1 : from, to);
    } else {
      sink.put(Decimal.parse(text, from, to).shortest());
    }
  }

  private static boolean isWord(byte[] text, int to) {
    return text[to - 1] >= 'A';
  }

  private static boolean isInteger(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '.' || text[i] == 'e' || text[i] == 'E') {
        return false;
      }
    }
    return true;
  }

  /** A cheap test for the plain decimals that most are, such as {@code 30.0}. */
  private static boolean isShortestAlready(byte[] text, int from, int to) {
    int first = text[from] == '-' ? from + 1 : from;
    int dot = first;
    while (dot < to && isDigit(text[dot])) {
      dot++;
    }
    if (dot == to || text[dot] != '.' || to - first - 1 > Decimal.SAFE_DIGITS) {
      return false;
    }
    boolean oneBehind = to - dot == 2;
    boolean notTiny = text[first] != '0' || text[dot + 1] != '0' || oneBehind;
    boolean noSpareZero = text[to - 1] != '0' || oneBehind;
    return notTiny && noSpareZero && allDigits(text, dot + 1, to);
  }

  private static boolean allDigits(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
