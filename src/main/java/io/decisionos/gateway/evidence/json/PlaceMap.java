package io.decisionos.gateway.evidence.json;

import java.util.Arrays;

/**
 * Numbers by number, in two halves of one: eight bytes for each, however many there are. Confined
 * to one thread.
 */
final class PlaceMap {
  /** What {@link #find} returns for a key that there is not. */
  static final int ABSENT = -1;

  private long[] entries = new long[16];
  private int size;

  void put(int key, int value) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size + (size >> 1));
    }
    entries[size++] = (long) key << Integer.SIZE | value;
  }

  /** Nothing is put any more; from now on keys can be found. */
  void seal() {
    Arrays.sort(entries, 0, size);
  }

  /** The value of a key, or {@link #ABSENT}. */
  int find(int key) {
    int place = Arrays.binarySearch(entries, 0, size, (long) key << Integer.SIZE);
    int candidate = place < 0 ? -place - 1 : place;
    boolean found = candidate < size && (int) (entries[candidate] >> Integer.SIZE) == key;
    return found ? (int) entries[candidate] : ABSENT;
  }
}
