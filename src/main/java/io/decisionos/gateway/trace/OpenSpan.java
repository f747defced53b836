package io.decisionos.gateway.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A span that has begun. Confined to whoever began it; it ends once, however often it is told. */
public final class OpenSpan {
  private final Tracer tracer;
  private final TraceContext place;
  private final Optional<String> parent;
  private final Span.Kind kind;
  private final long beginNanos;
  private final long sinceNanos = System.nanoTime();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String name;
  private Optional<String> failure = Optional.empty();
  private boolean over;

  OpenSpan(Tracer tracer, TraceContext place, Optional<String> parent, Begin begin) {
    this.tracer = tracer;
    this.place = place;
    this.parent = parent;
    this.name = begin.name();
    this.kind = begin.kind();
    this.beginNanos = begin.nanos();
  }

  /** What is known at the beginning. */
  record Begin(String name, Span.Kind kind, long nanos) {}

  /** Where in its trace it stands. */
  public TraceContext place() {
    return place;
  }

  /** What hands this span on as the parent of what follows: a {@code traceparent}. */
  public String header() {
    return place.header();
  }

  /** Names it anew, once more is known. */
  public void name(String known) {
    name = known;
  }

  public void note(String key, String text) {
    attributes.put(key, text);
  }

  public void note(String key, long number) {
    attributes.put(key, number);
  }

  /** It did not do what it should. */
  public void fail(String why) {
    failure = Optional.of(why);
  }

  /** It is over, and what was noted of it is kept. */
  public void end() {
    if (!over) {
      over = true;
      long took = System.nanoTime() - sinceNanos;
      tracer.keep(
          new Span(place, parent, name, kind, beginNanos, beginNanos + took, attributes, failure));
    }
  }
}
