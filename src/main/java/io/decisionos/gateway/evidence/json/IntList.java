package io.decisionos.gateway.evidence.json;

import java.util.Arrays;

/** A list of numbers that grows and can be cut, without a box for each. Confined to one thread. */
final class IntList {
  private int[] values = new int[16];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  int last() {
    return values[size - 1];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  void cutTo(int newSize) {
    size = newSize;
  }

  /** The numbers from an index on. */
  int[] tail(int from) {
    return Arrays.copyOfRange(values, from, size);
  }
}
