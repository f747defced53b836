package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.redis.RedisChoice.Found;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the primary of our data set among addresses. Confined to its context. */
final class RedisPrimary {
  private static final String MARK = "dos:home";
  private static final Duration GRACE = Duration.ofMillis(300);

  private final Context context;
  private final RedisDialer dialer;
  private final RedisHome home;
  private final RedisCaution caution;
  private String used = "";

  RedisPrimary(Context context, RedisDialer dialer, RedisHome home, RedisCaution caution) {
    this.context = context;
    this.dialer = dialer;
    this.home = home;
    this.caution = caution;
  }

  /**
   * Where it may be.
   *
   * @param isAlone whether there never is another address, so that the data set need not be told
   *     from others
   */
  record Among(List<Candidate> candidates, boolean isAlone) {}

  /**
   * One address.
   *
   * @param place in words for operators
   * @param epoch of the latest decision for it; the same for all without sentinels
   */
  record Candidate(String place, RedisAddress address, long epoch) {}

  /** What came of one address: a connection and what was found there, or why there is none. */
  private record Attempt(
      String place, Optional<RedisWire> wire, Optional<Found> found, Optional<Throwable> why) {
    static Attempt failed(String place, Throwable why) {
      return new Attempt(place, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    void close() {
      wire.ifPresent(RedisWire::close);
    }
  }

  /** Dials all of them; who does not answer does not keep the one that was found for long. */
  Future<RedisWire> find(Among among) {
    Promise<Void> enough = Promise.promise();
    List<Future<Attempt>> attempts =
        among.candidates().stream().map(each -> attempt(each, among.isAlone())).toList();
    attempts.forEach(each -> each.onSuccess(found -> found(found, enough)));
    return Future.any(Future.join(attempts), enough.future())
        .transform(v -> choose(among, ended(among, attempts)));
  }

  /** Finds another one than the last time, if there is one now. */
  Future<Optional<RedisWire>> findAnother(Among among) {
    String before = used;
    return find(among)
        .map(
            wire -> {
              if (used.equals(before)) {
                wire.close();
                return Optional.empty();
              }
              return Optional.of(wire);
            });
  }

  /** Whether another event loop went on elsewhere. */
  boolean isLeft() {
    return !home.known().last().equals(used);
  }

  /** Whether somebody is to be asked now where the data set is. */
  boolean isToBeAsked() {
    return isLeft() || home.isToBeAsked();
  }

  /** Whether the one that was found last is the only one of these. */
  boolean isAt(Set<String> places) {
    return places.isEmpty() || places.equals(Set.of(used));
  }

  private void found(Attempt attempt, Promise<Void> enough) {
    RedisHome.Known known = home.known();
    if (attempt.found().filter(each -> each.info().isPrimary() && known.isHome(each)).isPresent()) {
      context
          .owner()
          .timer(GRACE.toMillis(), TimeUnit.MILLISECONDS)
          .onSuccess(v -> enough.tryComplete());
    }
  }

  private static List<Attempt> ended(Among among, List<Future<Attempt>> attempts) {
    return IntStream.range(0, attempts.size())
        .mapToObj(
            i -> {
              Future<Attempt> attempt = attempts.get(i);
              if (attempt.succeeded()) {
                return attempt.result();
              }
              attempt.onSuccess(Attempt::close);
              String place = among.candidates().get(i).place();
              return Attempt.failed(place, new RedisChoice.Undecided("no answer yet"));
            })
        .toList();
  }

  private Future<Attempt> attempt(Candidate candidate, boolean isAlone) {
    return dialer
        .dial(candidate.address())
        .compose(contact -> look(candidate, contact, isAlone))
        .otherwise(cause -> Attempt.failed(candidate.place(), cause));
  }

  private static Future<Attempt> look(Candidate at, RedisContact contact, boolean isAlone) {
    RedisWire wire = contact.wire();
    boolean isMarked = !isAlone && contact.info().isPrimary();
    return (isMarked ? mark(wire) : Future.succeededFuture(Optional.<RedisMark>empty()))
        .map(mark -> new Found(at.place(), at.epoch(), contact.info(), mark))
        .map(
            found ->
                new Attempt(at.place(), Optional.of(wire), Optional.of(found), Optional.empty()))
        .onFailure(cause -> wire.close());
  }

  private static Future<Optional<RedisMark>> mark(RedisWire wire) {
    return wire.send(Request.cmd(Command.GET).arg(MARK))
        .map(
            answer ->
                Optional.ofNullable(answer).flatMap(text -> RedisMark.parse(text.toString())));
  }

  private Future<RedisWire> choose(Among among, List<Attempt> attempts) {
    if (among.isAlone() && attempts.get(0).why().isPresent()) {
      return Future.failedFuture(attempts.get(0).why().get());
    }
    try {
      Found chosen = choice(among, attempts).choose();
      Attempt used =
          attempts.stream()
              .filter(each -> each.found().filter(chosen::equals).isPresent())
              .findFirst()
              .orElseThrow();
      attempts.stream().filter(each -> !each.equals(used)).forEach(Attempt::close);
      RedisWire wire = used.wire().orElseThrow();
      caution.warn(chosen.info());
      return among.isAlone() ? Future.succeededFuture(wire) : settle(wire, chosen);
    } catch (RuntimeException e) {
      attempts.forEach(Attempt::close);
      return Future.failedFuture(e);
    }
  }

  private RedisChoice choice(Among among, List<Attempt> attempts) {
    List<Found> found = attempts.stream().flatMap(each -> each.found().stream()).toList();
    RedisHome.Known known = home.known();
    for (Attempt attempt : attempts) {
      if (known.mark().isEmpty()
          && attempt.why().orElse(null) instanceof UnsuitableRedisException unsuitable) {
        throw unsuitable;
      }
    }
    if (found.isEmpty()) {
      throw new RedisChoice.Undecided(words(attempts));
    }
    found.stream()
        .filter(each -> each.info().isPrimary() && known.mark().isPresent() && !known.isHome(each))
        .forEach(each -> caution.warn(RedisChoice.foreign(each)));
    return new RedisChoice(found, among.isAlone(), known);
  }

  private static String words(List<Attempt> attempts) {
    return attempts.stream()
        .map(each -> each.place() + ": " + RedisTrouble.of(each.why().orElseThrow()))
        .collect(Collectors.joining("; "));
  }

  /** Marks the data set if that is due, and remembers it. */
  private Future<RedisWire> settle(RedisWire wire, Found chosen) {
    RedisMark due = home.known().due(chosen);
    if (chosen.mark().filter(due::equals).isPresent()) {
      remember(chosen, due);
      return Future.succeededFuture(wire);
    }
    Request set = Request.cmd(Command.SET).arg(MARK).arg(due.toString());
    return wire.send(chosen.mark().isEmpty() ? set.arg("NX") : set)
        .compose(v -> mark(wire))
        .map(Optional::orElseThrow)
        .recover(cause -> unmarked(due, cause))
        .onSuccess(mark -> remember(chosen, mark))
        .map(wire)
        .onFailure(cause -> wire.close());
  }

  private void remember(Found chosen, RedisMark mark) {
    home.settle(chosen, mark);
    used = chosen.place();
  }

  /** If there is no room for a mark, what is there can still be read. */
  private static Future<RedisMark> unmarked(RedisMark due, Throwable cause) {
    boolean isHere =
        RedisWire.isRefusal(cause) && RedisRefusal.of(cause.getMessage()) != RedisRefusal.ELSEWHERE;
    return isHere ? Future.succeededFuture(due) : Future.failedFuture(cause);
  }
}
