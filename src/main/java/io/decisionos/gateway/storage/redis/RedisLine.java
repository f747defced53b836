package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one connection of an event loop. What is asked in one turn of the loop is sent as one call,
 * and every call ends: with an answer, or after the timeout, when the connection counts as lost.
 * While there is none, everything is refused at once; one attempt at a time goes on in the
 * background, with growing, jittered pauses. What Redis answers to a write says whether it can be
 * used: from one that it refused until one that it took, it cannot. Confined to its context.
 */
final class RedisLine {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_SHOWN = 300;

  private final Context context;
  private final RedisSearch search;
  private final Backoff backoff;
  private final RedisRoom room;
  private final OneByOne alone = new OneByOne();
  private final RedisProbe probe = new RedisProbe();
  private Optional<RedisWire> wire = Optional.empty();
  private Optional<RedisTurn> turn = Optional.empty();
  private Optional<String> trouble = Optional.of("not connected yet");
  private Runnable turned = () -> {};
  private boolean closed;

  RedisLine(Context context, RedisSearch search, Backoff backoff, RedisRoom room) {
    this.context = context;
    this.search = search;
    this.backoff = backoff;
    this.room = room;
  }

  /** Hears whenever the trouble changes. */
  void onTurn(Runnable hearer) {
    this.turned = hearer;
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

  /** Whatever goes wrong in an attempt, and however, there is another one after it. */
  private Future<Void> dial() {
    return Again.attempt(search::find).compose(this::attach).onFailure(this::dialLater);
  }

  private Future<Void> attach(RedisWire connected) {
    if (closed) {
      connected.close();
      return Future.succeededFuture();
    }
    connected.onEnd(() -> context.runOnContext(v -> lost(connected, "the connection ended")));
    wire = Optional.of(connected);
    return room.ask(connected).compose(v -> isOn(connected) ? probe() : Future.succeededFuture());
  }

  private void dialLater(Throwable cause) {
    if (closed) {
      return;
    }
    context.owner().setTimer(backoff.nextMillis(), timer -> dial());
    tell(Optional.of(words(cause)));
  }

  private void tell(Optional<String> now) {
    Optional<String> shown =
        now.map(Printable::of)
            .map(text -> text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) : text);
    if (!shown.equals(trouble)) {
      trouble = shown;
      turned.run();
    }
  }

  /** What happened and, where something else is behind it, what that was. */
  static String words(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == cause ? Cause.words(cause) : Cause.words(cause) + ": " + Cause.words(root);
  }

  private boolean isOn(RedisWire one) {
    return wire.filter(one::equals).isPresent();
  }

  private void lost(RedisWire gone, String why) {
    if (isOn(gone)) {
      wire = Optional.empty();
      gone.close();
      dialLater(new IllegalStateException(why));
    }
  }

  /** Tries a write of ours where one is due; called several times a second. */
  Future<Void> look() {
    wire.filter(on -> room.isDue()).ifPresent(room::ask);
    return wire.isPresent() && probe.isDue() ? probe() : Future.succeededFuture();
  }

  /** Completes when Redis has said whether it takes writes. */
  private Future<Void> probe() {
    RedisWire over = wire.orElseThrow();
    return ask(probe.next())
        .transform(
            taken -> {
              probe.heard(taken.succeeded());
              if (taken.succeeded() && isOn(over)) {
                backoff.reset();
                tell(Optional.empty());
              }
              return Future.succeededFuture();
            });
  }

  /** Asks in this turn; fails at once while there is no connection. */
  Future<Response> ask(RedisCall call) {
    if (wire.isEmpty()) {
      return Future.failedFuture(unavailable().asException());
    }
    if (turn.isPresent() && turn.get().isFull()) {
      send();
    }
    if (turn.isEmpty()) {
      RedisTurn begun = new RedisTurn();
      turn = Optional.of(begun);
      context.runOnContext(v -> turn.filter(begun::equals).ifPresent(open -> send()));
    }
    return turn.get().add(call);
  }

  /** Likewise for a call that visits many keys: one at a time, so that others come in between. */
  Future<Response> askAlone(RedisCall call) {
    return alone.run(() -> ask(call));
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
    Again.attempt(() -> over.evaluate(sent))
        .onComplete(
            answers ->
                over.isReplicated(sent).onSuccess(known -> heard(over, sent, answers, known)),
            cause -> failed(over, sent, cause));
  }

  private void heard(RedisWire over, RedisTurn sent, Response answers, boolean isReplicated) {
    if (sent.fits(answers)) {
      sent.answer(answers, isReplicated).ifPresent(why -> refused(over, why));
    } else {
      sent.lose();
      lost(over, "an answer that the script does not give");
    }
  }

  private void failed(RedisWire over, RedisTurn sent, Throwable cause) {
    String why = Cause.words(cause);
    if (RedisWire.isRefusal(cause)) {
      sent.refuse(RedisRefusal.of(why));
      refused(over, why);
    } else {
      sent.lose();
      lost(over, why);
    }
  }

  private void refused(RedisWire over, String why) {
    if (!isOn(over)) {
      return;
    }
    String words = "it refuses calls: " + why;
    if (RedisRefusal.of(why) == RedisRefusal.ELSEWHERE) {
      wire = Optional.empty();
      over.retire();
      dialLater(new IllegalStateException(words));
    } else {
      probe.refused();
      tell(Optional.of(words));
    }
  }

  /** How much of Redis's memory a tenant may hold, as the script reads it. */
  String share() {
    return room.share();
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
