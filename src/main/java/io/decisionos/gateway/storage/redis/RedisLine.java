package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.RedisSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one connection of an event loop. What is asked in one turn of the loop is sent as one call,
 * and every call ends: with an answer, or after the timeout, when the connection counts as lost.
 * While there is none, everything is refused at once; one attempt at a time goes on in the
 * background, with growing, jittered pauses. Confined to its context.
 */
final class RedisLine {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Context context;
  private final RedisSettings settings;
  private final RedisDialer dialer;
  private final Backoff backoff;
  private Optional<RedisWire> wire = Optional.empty();
  private Optional<RedisTurn> turn = Optional.empty();
  private Optional<String> trouble = Optional.of("not connected yet");
  private boolean closed;

  RedisLine(Context context, RedisSettings settings, RedisCaution caution) {
    this.context = context;
    this.settings = settings;
    this.dialer = new RedisDialer(context.owner(), settings, caution);
    this.backoff = new Backoff(settings.longestPause());
  }

  /**
   * Connects for the first time.
   *
   * @return completes also where Redis cannot be reached, as it may come back; fails where it is
   *     there and must not be used
   */
  Future<Void> open() {
    return dial()
        .recover(
            cause ->
                cause instanceof UnsuitableRedisException
                    ? Future.failedFuture(cause)
                    : Future.succeededFuture());
  }

  private Future<Void> dial() {
    return dialer
        .dial()
        .map(
            connected -> {
              attach(connected);
              return (Void) null;
            })
        .onFailure(this::dialLater);
  }

  private void attach(RedisWire connected) {
    if (closed) {
      connected.close();
      return;
    }
    connected.onEnd(() -> context.runOnContext(v -> lost(connected, "the connection ended")));
    wire = Optional.of(connected);
    trouble = Optional.empty();
    backoff.reset();
  }

  private void dialLater(Throwable cause) {
    if (closed) {
      return;
    }
    trouble = Optional.of(words(cause));
    context.owner().setTimer(backoff.nextMillis(), timer -> dial());
  }

  /** What happened and, where something else is behind it, what that was. */
  private static String words(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String first = String.valueOf(cause.getMessage());
    return root == cause ? first : first + ": " + root.getMessage();
  }

  private void lost(RedisWire gone, String why) {
    if (wire.filter(gone::equals).isEmpty()) {
      return;
    }
    wire = Optional.empty();
    gone.close();
    dialLater(new IllegalStateException(why));
  }

  /** Asks in this turn; fails at once while there is no connection. */
  Future<Response> ask(RedisCall call) {
    if (wire.isEmpty()) {
      return Future.failedFuture(unavailable().asException());
    }
    if (turn.isEmpty()) {
      turn = Optional.of(new RedisTurn());
      context.runOnContext(v -> send());
    }
    return turn.get().add(call);
  }

  /** The problem of whoever asks while Redis is away: nothing was sent. */
  static Problem unavailable() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "Redis cannot be reached and nothing was stored. Try again in a second.")
        .retryAfter(RETRY);
  }

  private void send() {
    RedisTurn sent = turn.orElseThrow();
    turn = Optional.empty();
    if (wire.isEmpty()) {
      sent.refuse(unavailable());
      return;
    }
    RedisWire over = wire.get();
    answer(over, sent)
        .onComplete(
            answers -> {
              wire.filter(over::equals).ifPresent(w -> trouble = Optional.empty());
              sent.answer(answers);
            },
            cause -> fail(over, sent, cause));
  }

  private void fail(RedisWire over, RedisTurn sent, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    if (RedisWire.isRefusal(cause)) {
      // The housekeeping keeps asking, so it is noticed when Redis takes calls again.
      trouble = Optional.of("it refuses calls: " + why);
      sent.refuse(RedisTurn.error(why));
    } else {
      sent.lose();
      lost(over, why);
    }
  }

  private Future<Response> answer(RedisWire over, RedisTurn sent) {
    Promise<Response> promise = Promise.promise();
    long timer =
        context
            .owner()
            .setTimer(settings.timeout().toMillis(), id -> promise.tryFail("no answer in time"));
    evaluate(over, sent).onComplete(result -> settle(promise, result));
    return promise.future().onComplete(v -> context.owner().cancelTimer(timer));
  }

  private static void settle(Promise<Response> promise, AsyncResult<Response> result) {
    // The timeout may have been faster; then nobody wants this any more.
    if (result.succeeded()) {
      promise.tryComplete(result.result());
    } else {
      promise.tryFail(result.cause());
    }
  }

  private static Future<Response> evaluate(RedisWire over, RedisTurn sent) {
    RedisScript script = RedisScript.STORAGE;
    return over.send(sent.request(Command.EVALSHA, script.sha()))
        .recover(
            cause ->
                RedisWire.isUnknownScript(cause)
                    ? over.send(sent.request(Command.EVAL, script.source()))
                    : Future.failedFuture(cause));
  }

  boolean isConnected() {
    return wire.isPresent();
  }

  /** Why Redis cannot be used; empty while it can. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Gives the connection back; completes when calls on the way are answered or lost. */
  Future<Void> close() {
    closed = true;
    Optional<RedisWire> last = wire;
    wire = Optional.empty();
    last.ifPresent(RedisWire::close);
    return context.owner().timer(1, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
