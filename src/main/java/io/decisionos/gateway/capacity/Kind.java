package io.decisionos.gateway.capacity;

import java.util.Arrays;
import java.util.Optional;

/** A kind of requests that takes something else of the machine than the others. */
public enum Kind {
  /** Settings that the event loop has at hand. */
  READS("reads"),
  /** Entries, and nonces that are on disk before the answer. */
  WRITES("writes"),
  /** Events that come in, and cards over them. */
  CARDS("cards");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** The kind of that name. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
