package io.decisionos.gateway.otlp;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.outbound.HeadersFile;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import io.decisionos.gateway.trace.Span;
import io.decisionos.gateway.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes spans from the tracer once a second and sends them, one batch at a time. A batch that the
 * receiver wants later, or does not get, is tried again a few times; meanwhile the tracer drops
 * what it has no room for.
 */
public final class OtlpVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpVerticle.class);
  private static final long BEAT_MS = 1000;
  private static final int MOST_A_BATCH = 512;
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Tracer tracer;
  private final OtlpSettings settings;
  private final OtlpJson json;
  private final OtlpMeters meters;
  private OtlpPost receiver;
  private List<Span> batch = List.of();
  private int attempts;
  private long notBeforeNanos = System.nanoTime();
  private Future<Void> sending = Future.succeededFuture();
  private boolean away;

  /**
   * A verticle that sends nothing yet.
   *
   * @param resource who sends, by the names of OpenTelemetry's conventions
   */
  public OtlpVerticle(
      Tracer tracer, OtlpSettings settings, Map<String, String> resource, OtlpMeters meters) {
    this.tracer = tracer;
    this.settings = settings;
    this.json = new OtlpJson(resource);
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    receiver = new OtlpPost(vertx, settings.spans());
    vertx.setPeriodic(BEAT_MS, timer -> Again.turn("sending spans", this::beat));
    return Future.succeededFuture();
  }

  private void beat() {
    if (sending.isComplete() && System.nanoTime() - notBeforeNanos >= 0) {
      sending = send();
    }
  }

  /** Sends what there is, until nothing is left or the receiver has had enough. */
  private Future<Void> send() {
    if (batch.isEmpty()) {
      batch = tracer.take(MOST_A_BATCH);
      attempts = 0;
    }
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    attempts++;
    return Again.attempt(() -> receiver.post(headers(), json.request(batch)))
        .map(this::answered)
        .otherwise(this::unanswered)
        .compose(goesOn -> goesOn ? send() : Future.succeededFuture());
  }

  private Map<String, String> headers() {
    return settings.headersFile().isEmpty()
        ? Map.of()
        : HeadersFile.read(Path.of(settings.headersFile()));
  }

  private boolean answered(OtlpPost.Reply reply) {
    if (reply.isForLater()) {
      later("it answered " + reply.status(), reply.pause().orElseGet(this::pause));
      return false;
    }
    if (reply.isWell()) {
      meters.delivered(batch.size());
      back();
    } else {
      drop("it answered " + reply.status());
    }
    batch = List.of();
    return reply.isWell();
  }

  private boolean unanswered(Throwable cause) {
    later(Cause.words(cause), pause());
    return false;
  }

  private Duration pause() {
    return Duration.ofSeconds(1L << Math.min(attempts, MOST_ATTEMPTS));
  }

  private void later(String why, Duration pause) {
    notBeforeNanos = System.nanoTime() + pause.toNanos();
    if (attempts >= MOST_ATTEMPTS) {
      drop(why);
      batch = List.of();
    } else {
      say(why);
    }
  }

  private void drop(String why) {
    meters.dropped(batch.size());
    say(why);
  }

  private void say(String why) {
    if (!away) {
      away = true;
      LOG.warn("traces are not delivered, requests are served cause={}", Printable.of(why));
    }
  }

  private void back() {
    if (away) {
      away = false;
      LOG.info("traces are delivered again");
    }
  }

  /** What is over by now is sent if the receiver takes it at once. */
  @Override
  public Future<?> stop() {
    return sending
        .otherwiseEmpty()
        .compose(v -> send())
        .timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .eventually(receiver::close);
  }
}
