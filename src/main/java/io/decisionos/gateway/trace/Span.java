package io.decisionos.gateway.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a request that is over.
 *
 * @param parent the span that it is a part of; empty if the trace begins with it
 * @param name says what was done, and names few different things
 * @param beginNanos since the epoch
 * @param attributes texts, whole numbers and booleans by name, in the order in which they are told
 * @param failure why it did not do what it should, if it did not
 */
public record Span(
    TraceContext place,
    Optional<String> parent,
    String name,
    Kind kind,
    long beginNanos,
    long endNanos,
    Map<String, Object> attributes,
    Optional<String> failure) {

  public Span {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Which end of a call it is. */
  public enum Kind {
    INTERNAL,
    SERVER,
    CLIENT
  }
}
