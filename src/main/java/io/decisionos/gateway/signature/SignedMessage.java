package io.decisionos.gateway.signature;

import java.util.List;

/** A request, as far as signatures look at it. */
public interface SignedMessage {
  String method();

  /** The path as it was sent. */
  String path();

  /** What follows the question mark, as it was sent; empty if there is none. */
  String query();

  /** The target as it was sent. */
  String target();

  /** {@code http} or {@code https}, as the caller has it. */
  String scheme();

  /** The values of a field, in order; none if it was not sent. */
  List<String> fields(String name);

  /** Whether a field was sent. */
  default boolean has(String name) {
    return !fields(name).isEmpty();
  }

  /** Whether a body comes with it. */
  boolean hasBody();
}
