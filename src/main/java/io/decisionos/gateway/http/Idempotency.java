package io.decisionos.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a repeated write its first answer again. While the first still runs, at this gateway or
 * another one, its repeats wait for it. All answers are kept but 429 and 5xx, which a repeat may
 * better. Thread-safe.
 */
public final class Idempotency {
  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final String KEY = "Idempotency-Key";
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private static final long LOOK_AGAIN_MS = 50;
  private static final Duration MOST_WAITING = Duration.ofSeconds(15);
  private static final Problem BEGUN_ELSEWHERE =
      Problem.of(
              ProblemType.STORAGE_UNAVAILABLE,
              "The first request under this key has not ended yet. Try again under the same key.")
          .retryAfter(Duration.ofSeconds(1));

  private final AnswerMemory memory;
  private final Map<Id, Future<Optional<KeptAnswer>>> running = new ConcurrentHashMap<>();

  public Idempotency(AnswerMemory memory) {
    this.memory = memory;
  }

  private record Id(TenantId tenant, String key) {}

  /** The same rows, those that take an {@code Idempotency-Key} with a memory. */
  public RouteSource around(RouteSource source) {
    return vertx -> source.routes(vertx).map(rows -> rows.stream().map(this::around).toList());
  }

  private Route around(Route route) {
    Endpoint endpoint = route.endpoint();
    return route.idempotent() ? route.answeredBy(call -> answer(call, endpoint)) : route;
  }

  private Future<Answer> answer(Call call, Endpoint endpoint) {
    List<String> keys = call.headers(KEY);
    if (keys.isEmpty()) {
      return endpoint.answer(call);
    }
    call.repeatable(keys.get(0) + ' ' + fingerprint(call));
    return once(call, new Id(call.tenant().id(), keys.get(0)), endpoint);
  }

  private Future<Answer> once(Call call, Id id, Endpoint endpoint) {
    Promise<Optional<KeptAnswer>> mine = Promise.promise();
    Future<Optional<KeptAnswer>> first = running.putIfAbsent(id, mine.future());
    if (first != null) {
      return here(first)
          .compose(kept -> kept.isPresent() ? again(call, kept.get()) : once(call, id, endpoint));
    }
    return begun(call, id, endpoint, System.nanoTime())
        .transform(
            resolved -> {
              running.remove(id);
              mine.complete(
                  resolved.succeeded() ? resolved.result().kept() : Optional.<KeptAnswer>empty());
              return resolved.succeeded()
                  ? resolved.result().toSend()
                  : Future.failedFuture(resolved.cause());
            });
  }

  /** Waits, too, if another gateway has begun the same. */
  private Future<Resolved> begun(Call call, Id id, Endpoint endpoint, long sinceNanos) {
    String claim = UUID.randomUUID().toString();
    return memory
        .begin(name(call, id), claim)
        .compose(
            begun -> {
              if (begun.kept().isPresent()) {
                return ready(new Resolved(again(call, begun.kept().get()), begun.kept()));
              }
              return begun.isElsewhere()
                  ? later(call, id, endpoint, sinceNanos)
                  : run(call, id, endpoint, claim);
            });
  }

  private Future<Resolved> later(Call call, Id id, Endpoint endpoint, long sinceNanos) {
    if (System.nanoTime() - sinceNanos > MOST_WAITING.toNanos()) {
      return Future.failedFuture(BEGUN_ELSEWHERE.asException());
    }
    return Vertx.currentContext()
        .owner()
        .timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)
        .compose(v -> begun(call, id, endpoint, sinceNanos));
  }

  private static AnswerMemory.Name name(Call call, Id id) {
    return new AnswerMemory.Name(id.tenant(), id.key(), call.trace());
  }

  /**
   * What became of a request.
   *
   * @param toSend its answer, or why there is none
   * @param kept what its repeats get; empty if they shall try themselves
   */
  private record Resolved(Future<Answer> toSend, Optional<KeptAnswer> kept) {}

  private Future<Resolved> run(Call call, Id id, Endpoint endpoint, String claim) {
    return Future.<Void>succeededFuture()
        .compose(v -> endpoint.answer(call))
        .transform(
            ran -> {
              Future<Answer> toSend =
                  ran.succeeded()
                      ? Future.succeededFuture(ran.result())
                      : Future.failedFuture(ran.cause());
              Optional<KeptAnswer> kept =
                  worthKeeping(toSend, call.requestId())
                      .map(answer -> new KeptAnswer(fingerprint(call), call.requestId(), answer));
              var resolved = new Resolved(toSend, kept);
              Future<Void> ended = end(name(call, id), claim, kept);
              return kept.isPresent() ? ended.map(resolved) : ready(resolved);
            });
  }

  private static Future<Resolved> ready(Resolved resolved) {
    return Future.succeededFuture(resolved);
  }

  private Future<Void> end(AnswerMemory.Name name, String claim, Optional<KeptAnswer> kept) {
    // What was done is done: the caller hears of it even if a repeat will not.
    return memory
        .end(name, claim, kept)
        .otherwise(
            cause -> {
              if (kept.isPresent()) {
                LOG.warn(
                    "an answer is not kept tenant={} cause={}", name.tenant(), cause.toString());
              }
              return null;
            });
  }

  private static Optional<Answer> worthKeeping(Future<Answer> answer, String requestId) {
    if (answer.succeeded()) {
      return Optional.of(answer.result());
    }
    if (answer.cause() instanceof ProblemException expected) {
      Problem problem = expected.problem();
      int status = problem.type().status();
      return status == TOO_MANY || status >= SERVER_ERROR
          ? Optional.empty()
          : Optional.of(ProblemJson.answer(problem, requestId));
    }
    return Optional.empty();
  }

  private static Future<Answer> again(Call call, KeptAnswer kept) {
    return kept.fingerprint().equals(fingerprint(call))
        ? Future.succeededFuture(kept.again())
        : Future.failedFuture(
            Problem.of(
                    ProblemType.REQUEST_IDEMPOTENCY_MISMATCH,
                    "The key was sent with another request before. Take a new key for each write.")
                .asException());
  }

  /** Brings what another event loop completes to the caller's own. */
  private static <T> Future<T> here(Future<T> elsewhere) {
    Context context = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    elsewhere.onComplete(result -> context.runOnContext(v -> promise.handle(result)));
    return promise.future();
  }

  private static String fingerprint(Call call) {
    MessageDigest sha256 = Sha256.newDigest();
    var head =
        List.of(
            call.method().name(),
            call.target(),
            call.headers("If-Match").toString(),
            call.headers("If-None-Match").toString());
    for (String part : head) {
      sha256.update((part.length() + ":" + part).getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest(call.body().getBytes()));
  }
}
