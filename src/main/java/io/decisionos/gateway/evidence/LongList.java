package io.decisionos.gateway.evidence;

import java.util.Arrays;

/** A list of numbers that grows and can be cut, without a box for each. Confined to one thread. */
final class LongList {
  private long[] values = new long[16];
  private int size;

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  void set(int index, long value) {
    values[index] = value;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  void cutTo(int newSize) {
    size = newSize;
  }

  /** The numbers from an index on. */
  long[] tail(int from) {
    return Arrays.copyOfRange(values, from, size);
  }
}
