package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one connection of an event loop. What is asked in one turn of the loop is sent as one call,
 * and every call ends: with an answer, or after the timeout, when the connection counts as lost.
 * While there is none, everything is refused at once; one attempt at a time goes on in the
 * background, with growing, jittered pauses. What Redis answers to a write says whether it can be
 * used: from one that it refused until one that it took, it cannot. Confined to its context.
 */
final class RedisLine implements RedisData {
  private final Context context;
  private final RedisSearch search;
  private final Backoff backoff;
  private final RedisSite site;
  private final OneByOne alone = new OneByOne();
  private final RedisProbe probe;
  private final RedisTurns turns;
  private Optional<RedisWire> wire = Optional.empty();
  private final RedisTrouble trouble = new RedisTrouble();
  private boolean closed;

  RedisLine(Context context, RedisSearch search, Backoff backoff, RedisSite site) {
    this.context = context;
    this.search = new OneSearch(search);
    this.backoff = backoff;
    this.site = site;
    this.probe = new RedisProbe(() -> site.keys().probe(site.own().getAsInt()));
    this.turns = new RedisTurns(context, site.keys(), turn -> send(turn, false));
  }

  @Override
  public RedisKeys keys() {
    return site.keys();
  }

  @Override
  public void onTurn(Runnable hearer) {
    trouble.onTurn(hearer);
  }

  @Override
  public Future<Void> open() {
    return dial()
        .recover(
            cause ->
                cause instanceof UnsuitableRedisException
                    ? Future.failedFuture(cause)
                    : Future.succeededFuture());
  }

  /** Whatever goes wrong in an attempt, and however, there is another one after it. */
  private Future<Void> dial() {
    return search.find().compose(this::attach).onFailure(this::dialLater);
  }

  private Future<Void> attach(RedisWire connected) {
    if (closed) {
      connected.close();
      return Future.succeededFuture();
    }
    connected.onEnd(() -> context.runOnContext(v -> lost(connected, "the connection ended")));
    wire = Optional.of(connected);
    return site.room()
        .ask(connected)
        .compose(v -> isOn(connected) ? probe() : Future.succeededFuture());
  }

  private void dialLater(Throwable cause) {
    if (closed) {
      return;
    }
    context.owner().setTimer(backoff.nextMillis(), timer -> dial());
    trouble.is(RedisTrouble.of(cause));
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

  /** Tries a write of ours if one is due; called several times a second. */
  @Override
  public Future<Void> look() {
    wire.filter(on -> site.room().isDue()).ifPresent(site.room()::ask);
    wire.ifPresent(this::lookElsewhere);
    return wire.isPresent() && probe.isDue() ? probe() : Future.succeededFuture();
  }

  /** If that fails, what is in use goes on. */
  private void lookElsewhere(RedisWire from) {
    search.elsewhere().onSuccess(found -> found.ifPresent(to -> follow(from, to)));
  }

  /** What is on its way to the former one may be lost there. */
  private void follow(RedisWire from, RedisWire to) {
    if (isOn(from)) {
      from.close();
      attach(to);
    } else {
      to.close();
    }
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
                trouble.isOver();
              }
              return Future.succeededFuture();
            });
  }

  @Override
  public Future<Response> ask(RedisCall call) {
    return wire.isEmpty()
        ? Future.failedFuture(RedisTrouble.away().asException())
        : turns.add(call);
  }

  /** Sends a command that is no call of the script. */
  Future<Response> send(Request request) {
    return wire.isEmpty()
        ? Future.failedFuture(RedisTrouble.away().asException())
        : wire.get().send(request);
  }

  @Override
  public Future<Response> askAlone(RedisCall call) {
    return alone.run(() -> ask(call));
  }

  /**
   * Sends a turn.
   *
   * @param isGuest whether its keys are on their way to this Redis
   */
  void send(RedisTurn sent, boolean isGuest) {
    if (wire.isEmpty()) {
      sent.refuse(RedisTrouble.away());
      return;
    }
    RedisWire over = wire.get();
    Again.attempt(() -> over.evaluate(sent, isGuest))
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
    if (RedisWire.isRefusal(cause) && site.detour().take(sent, why)) {
      return;
    }
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
      trouble.is(words);
    }
  }

  @Override
  public String share(TenantId tenant) {
    return site.room().share();
  }

  /** All that there is: one place. */
  @Override
  public BitSet written() {
    return BitSet.valueOf(new long[] {1});
  }

  @Override
  public boolean isConnected() {
    return wire.isPresent();
  }

  @Override
  public Optional<String> trouble() {
    return trouble.words();
  }

  /** Takes nothing more; what is on its way still ends. */
  void retire() {
    closed = true;
    wire.ifPresent(RedisWire::retire);
    wire = Optional.empty();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    Optional<RedisWire> last = wire;
    wire = Optional.empty();
    last.ifPresent(RedisWire::close);
    return context.owner().timer(1, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
