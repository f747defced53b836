package io.decisionos.gateway.trace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Begins spans, and keeps those that are over until somebody takes them; beyond a bound they are
 * dropped and counted, so that nothing waits for whoever takes them. Thread-safe.
 */
public final class Tracer {
  /** How many spans wait to be taken. */
  public static final int MOST_WAITING = 4096;

  private final Sampling sampling;
  private final InstantSource clock;
  private final LongSupplier random;
  private final BlockingQueue<Span> ended = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder dropped = new LongAdder();

  /**
   * A tracer.
   *
   * @param share of requests that are traced, from 0 to 1
   * @param random draws ids
   */
  public Tracer(double share, InstantSource clock, LongSupplier random) {
    this.sampling = new Sampling(share);
    this.clock = clock;
    this.random = random;
  }

  /** What becomes of a request: a span, or the place that it hands on without one. */
  public record Decision(Optional<OpenSpan> span, Optional<String> handedOn) {}

  /**
   * Decides whether a request is traced, and begins its span if so.
   *
   * @param callers the caller's {@code traceparent}, if it has one that is well-formed
   */
  public Decision request(Optional<String> callers) {
    Optional<TraceContext> parent = callers.flatMap(TraceContext::parse);
    if (parent.isEmpty()) {
      long id = random.getAsLong();
      return sampling.takes(id)
          ? traced(TraceContext.root(id, random), Optional.empty())
          : new Decision(Optional.empty(), callers);
    }
    TraceContext place = parent.get();
    boolean taken =
        place.sampled() && (sampling.takes(place.lowerHalf()) || sampling.takesMarked(seconds()));
    return taken
        ? traced(place.next(random), Optional.of(place.spanId()))
        : new Decision(Optional.empty(), Optional.of(place.unsampled().header()));
  }

  private Decision traced(TraceContext place, Optional<String> parent) {
    OpenSpan span = begin(place, parent, "request", Span.Kind.SERVER);
    return new Decision(Optional.of(span), Optional.of(span.header()));
  }

  private long seconds() {
    return clock.instant().getEpochSecond();
  }

  /**
   * Begins a part of what is traced; empty if nothing is.
   *
   * @param parent the {@code traceparent} of what it is a part of
   */
  public Optional<OpenSpan> under(Optional<String> parent, String name, Span.Kind kind) {
    return parent
        .flatMap(TraceContext::parse)
        .filter(TraceContext::sampled)
        .map(place -> begin(place.next(random), Optional.of(place.spanId()), name, kind));
  }

  private OpenSpan begin(TraceContext place, Optional<String> parent, String name, Span.Kind kind) {
    return new OpenSpan(this, place, parent, new OpenSpan.Begin(name, kind, nanos()));
  }

  private long nanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  void keep(Span span) {
    if (!ended.offer(span)) {
      dropped.increment();
    }
  }

  /** Takes the oldest spans that are over. */
  public List<Span> take(int most) {
    var taken = new ArrayList<Span>();
    ended.drainTo(taken, most);
    return taken;
  }

  /** How many spans were dropped because nobody took them in time. */
  public long dropped() {
    return dropped.sum();
  }
}
