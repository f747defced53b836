package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.trace.CurrentTrace;
import io.decisionos.gateway.trace.Tracer;
import io.decisionos.gateway.work.BusyThread;
import io.decisionos.gateway.work.WorkMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Questions and announcements between verticles. Every question ends: with an answer, with a typed
 * problem, or with {@link ProblemType#WORKER_TIMEOUT} when its time is over. Thread-safe; handlers
 * run in the context of the verticle that registered them.
 */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

  private final EventBus events;
  private final MeterRegistry meters;
  private final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
  private final Waits waits = new Waits();
  private final WorkMeter work = new WorkMeter();
  private final Optional<Tracer> tracer;

  /** A bus that makes no spans. */
  public Bus(Vertx vertx, MeterRegistry meters) {
    this(vertx, meters, Optional.empty());
  }

  /**
   * A bus.
   *
   * @param tracer makes spans of questions that are parts of what is traced
   */
  public Bus(Vertx vertx, MeterRegistry meters, Optional<Tracer> tracer) {
    this.events = vertx.eventBus();
    this.meters = meters;
    this.tracer = tracer;
    events.registerCodec(new LocalCodec());
  }

  /** Asks without a trace; see {@link #ask(Channel, Object, Duration, Optional)}. */
  public <Q, A> Future<A> ask(Channel<Q, A> channel, Q question, Duration patience) {
    return ask(channel, question, patience, Optional.empty());
  }

  /**
   * Asks, and always hears back within the patience. Fails with a {@link ProblemException}: {@link
   * ProblemType#GATEWAY_OVERLOADED} at once if the channel is full or the party's share of it is,
   * {@link ProblemType#WORKER_TIMEOUT} when the time is over, {@link ProblemType#GATEWAY_INTERNAL}
   * if the other side has a bug, or the problem that it answered.
   */
  public <Q, A> Future<A> ask(
      Channel<Q, A> channel, Q question, Duration patience, Optional<String> trace) {
    return tracer.isEmpty()
        ? send(channel, question, patience, trace)
        : new QuestionSpans(tracer.get())
            .of(channel, question, trace, handed -> send(channel, question, patience, handed));
  }

  private <Q, A> Future<A> send(
      Channel<Q, A> channel, Q question, Duration patience, Optional<String> trace) {
    var places = inFlight.computeIfAbsent(channel.address(), a -> new InFlight(channel, meters));
    if (!places.enter(question)) {
      return Future.failedFuture(NoAnswer.overloaded().asException());
    }
    var envelope = new Envelope(question, Deadline.in(patience), trace);
    return events
        .<Outcome>request(
            channel.address(), envelope, local().setSendTimeout(Math.max(1, patience.toMillis())))
        .onComplete(reply -> places.leave(question))
        .transform(
            reply ->
                reply.succeeded()
                    ? opened(channel, reply.result().body())
                    : Future.failedFuture(seenByCaller(channel, reply.cause())));
  }

  private static <A> Future<A> opened(Channel<?, A> channel, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      // The answering side has checked the type already.
      return Future.succeededFuture(channel.answer().cast(answered.answer()));
    }
    if (outcome instanceof Outcome.Refused refused) {
      return Future.failedFuture(refused.problem().asException());
    }
    return Future.failedFuture(NoAnswer.internal().asException());
  }

  private static ProblemException seenByCaller(Channel<?, ?> channel, Throwable cause) {
    if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      return NoAnswer.timeout().asException();
    }
    if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return NoAnswer.overloaded().asException();
    }
    LOG.error("asking failed channel={}", channel.address(), cause);
    return NoAnswer.internal().asException();
  }

  /**
   * Answers a channel's questions. The handler may return a failed future or throw: a {@link
   * ProblemException} reaches the caller as it is, anything else is logged here and reaches it as
   * {@link ProblemType#GATEWAY_INTERNAL}. What nobody waits for any more is dropped unseen.
   *
   * @return completes when the channel is open
   */
  public <Q, A> Future<Void> answer(Channel<Q, A> channel, Function<Q, Future<A>> handler) {
    return answerInTime(
        channel,
        (question, deadline) -> {
          begun(channel, deadline);
          return handler.apply(question);
        });
  }

  /** Whom this process works for; what answers a question works for whoever asks. */
  public WorkMeter work() {
    return work;
  }

  /** Makes spans of what is traced; empty if nobody wants any. */
  public Optional<Tracer> tracer() {
    return tracer;
  }

  /** Says that work on a question has begun, so that it is known for how long it waited. */
  public void begun(Channel<?, ?> channel, Deadline deadline) {
    long now = System.nanoTime();
    var places = inFlight.get(channel.address());
    if (places != null) {
      waits.note(channel.address(), places::count, now - deadline.asked(), now);
    }
  }

  /** How long questions wait until work on them begins. */
  public Waits waits() {
    return waits;
  }

  /**
   * Likewise, for a handler that asks how long the caller waits, and says when work has {@link
   * #begun}.
   */
  public <Q, A> Future<Void> answerInTime(
      Channel<Q, A> channel, BiFunction<Q, Deadline, Future<A>> handler) {
    return events
        .<Envelope>consumer(channel.address(), message -> answer(channel, handler, message))
        .completion();
  }

  private <Q, A> void answer(
      Channel<Q, A> channel,
      BiFunction<Q, Deadline, Future<A>> handler,
      Message<Envelope> message) {
    Envelope envelope = message.body();
    if (envelope.deadline().isPast()) {
      message.reply(new Outcome.Refused(NoAnswer.timeout()), local());
      return;
    }
    work(channel, handler, envelope)
        .onComplete(
            value -> message.reply(new Outcome.Answered(value), local()),
            cause -> message.reply(failure(channel, cause), local()));
  }

  /** What the handler makes of the question; a handler that misbehaves makes a failed future. */
  private <Q, A> Future<A> work(
      Channel<Q, A> channel, BiFunction<Q, Deadline, Future<A>> handler, Envelope envelope) {
    envelope.trace().ifPresent(trace -> MDC.put(CurrentTrace.KEY, trace));
    BusyThread here = work.here();
    long begun = here.begin();
    try {
      Future<A> answer =
          handler.apply(channel.question().cast(envelope.question()), envelope.deadline());
      return Objects.requireNonNull(answer, "the handler returned no future")
          .map(channel.answer()::cast);
    } catch (RuntimeException | Error e) {
      return Future.failedFuture(e);
    } finally {
      here.end(begun, InFlight.party(envelope.question()));
      MDC.remove(CurrentTrace.KEY);
    }
  }

  private static Outcome failure(Channel<?, ?> channel, Throwable cause) {
    if (cause instanceof ProblemException expected) {
      return new Outcome.Refused(expected.problem());
    }
    LOG.error("answering failed channel={}", channel.address(), cause);
    return new Outcome.Failed();
  }

  /** How full a channel is: its questions in flight, and how many there may be. */
  public record Depth(String channel, int inFlight, int capacity) {}

  /** How full every channel is that was asked over so far, by address. */
  public List<Depth> depths() {
    return inFlight.values().stream()
        .map(InFlight::depth)
        .sorted(Comparator.comparing(Depth::channel))
        .toList();
  }

  /** Tells everybody who listens. */
  public <T> void announce(Announcement<T> announcement, T news) {
    events.publish(announcement.address(), news, local());
  }

  /**
   * Listens to an announcement in the calling verticle's context.
   *
   * @return completes when nothing can be missed any more
   */
  public <T> Future<Void> listen(Announcement<T> announcement, Consumer<T> handler) {
    return events
        .consumer(
            announcement.address(),
            message -> handler.accept(announcement.news().cast(message.body())))
        .completion();
  }

  private static DeliveryOptions local() {
    return new DeliveryOptions().setLocalOnly(true).setCodecName(LocalCodec.NAME);
  }
}
