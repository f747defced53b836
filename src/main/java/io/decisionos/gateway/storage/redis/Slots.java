package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The slots of a Redis Cluster: which one a key is in, and a word for each that is in it. By the
 * specification, that is CRC-16 (XMODEM) of what stands between the first brace and the next
 * closing one, or of all of it if nothing stands between them. Pure.
 */
final class Slots {
  /** How many there are. */
  static final int COUNT = 16_384;

  private static final int POLYNOMIAL = 0x1021;
  private static final int[] STEPS = steps();

  /** Found at the first use, as a gateway without a cluster needs none. */
  private static final class Words {
    private static final String[] BY_SLOT = find();

    private static String[] find() {
      var words = new String[COUNT];
      int missing = COUNT;
      for (int i = 0; missing > 0; i++) {
        String word = Integer.toString(i, Character.MAX_RADIX);
        int slot = of(word);
        if (words[slot] == null) {
          words[slot] = word;
          missing--;
        }
      }
      return words;
    }
  }

  private Slots() {}

  private static int[] steps() {
    var steps = new int[256];
    for (int i = 0; i < steps.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      steps[i] = crc & 0xffff;
    }
    return steps;
  }

  static int of(String key) {
    int crc = 0;
    for (byte each : tag(key).getBytes(UTF_8)) {
      crc = ((crc << 8) & 0xffff) ^ STEPS[((crc >> 8) ^ each) & 0xff];
    }
    return crc % COUNT;
  }

  private static String tag(String key) {
    int open = key.indexOf('{');
    int end = open < 0 ? -1 : key.indexOf('}', open + 1);
    return end > open + 1 ? key.substring(open + 1, end) : key;
  }

  /** A short word that is in a slot, the same at every gateway. */
  static String word(int slot) {
    return Words.BY_SLOT[slot];
  }
}
