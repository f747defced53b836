package io.decisionos.gateway.access;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a key is good for. */
public enum KeyState {
  /** New tokens are signed with it. */
  ACTIVE("active"),
  /** Tokens that it has signed still count; no new ones are signed with it. */
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
