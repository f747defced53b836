package io.decisionos.gateway.keys;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a key is good for, in the order in which keys go through it. */
public enum KeyState {
  /** Known, and counts for nothing yet. */
  PENDING("pending"),
  /** Signs, and what it has signed counts. */
  ACTIVE("active"),
  /** What it has signed still counts; it signs nothing new. */
  GRACE("grace"),
  /** Nothing that it has signed counts any more. */
  RETIRED("retired");

  private final String word;

  KeyState(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static Map<String, KeyState> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(KeyState::word, Function.identity()));
  }
}
