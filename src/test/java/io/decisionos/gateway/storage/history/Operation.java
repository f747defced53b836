package io.decisionos.gateway.storage.history;

import java.util.Optional;

/**
 * One operation on one key, as its client saw it. Values stand for tags and bodies alike: each
 * write has a value of its own.
 *
 * @param expected what the operation compares with; empty for "whatever is there"
 * @param value what a write writes, and what a read that found something saw
 * @param called when the client sent it
 * @param returned when the client heard of it; never, for an unknown outcome
 */
public record Operation(
    Kind kind,
    Optional<String> expected,
    Optional<String> value,
    Outcome outcome,
    long called,
    long returned) {
  /** When an operation ended of which nobody heard. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What was asked. */
  public enum Kind {
    PUT,
    CREATE,
    CAS,
    DELETE,
    GET
  }

  /** What was answered. */
  public enum Outcome {
    /** It was done; a read tells what it saw. */
    DONE,
    /** The condition did not hold. */
    REFUSED,
    /** It may have happened once, at any time after it was called, or not at all. */
    UNKNOWN
  }

  /**
   * What a key holds after the operation, if its answer fits what the key held before.
   *
   * @param before empty if there was no entry
   * @return empty if the answer could not have been given
   */
  Optional<Optional<String>> apply(Optional<String> before) {
    return switch (kind) {
      case GET -> given(before.equals(value), before);
      case PUT -> given(true, value);
      case CREATE -> conditional(before.isEmpty(), before, value);
      case CAS -> conditional(before.equals(expected), before, value);
      case DELETE -> conditional(before.isPresent(), before, Optional.empty());
    };
  }

  private Optional<Optional<String>> conditional(
      boolean holds, Optional<String> before, Optional<String> after) {
    return switch (outcome) {
      case DONE -> given(holds, after);
      case REFUSED -> given(!holds, before);
      case UNKNOWN -> Optional.of(holds ? after : before);
    };
  }

  private static Optional<Optional<String>> given(boolean fits, Optional<String> after) {
    return fits ? Optional.of(after) : Optional.empty();
  }
}
