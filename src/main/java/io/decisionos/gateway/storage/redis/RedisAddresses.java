package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisSettings;
import io.decisionos.gateway.storage.redis.RedisChoice.Found;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the primary among the addresses of the settings. Confined to its context. */
final class RedisAddresses implements RedisSearch {
  private static final String MARK = "dos:home";

  private final RedisDialer dialer;
  private final RedisSettings settings;
  private final RedisHome home;
  private final RedisCaution caution;

  RedisAddresses(RedisDialer dialer, RedisSettings settings, RedisHome home, RedisCaution caution) {
    this.dialer = dialer;
    this.settings = settings;
    this.home = home;
    this.caution = caution;
  }

  /** What came of one address: a connection and what was found there, or why there is none. */
  private record Attempt(Optional<RedisWire> wire, Optional<Found> found, Optional<Throwable> why) {
    void close() {
      wire.ifPresent(RedisWire::close);
    }
  }

  @Override
  public Future<RedisWire> find() {
    List<Future<Attempt>> attempts =
        IntStream.range(0, settings.addresses().size()).mapToObj(this::attempt).toList();
    return Future.join(attempts)
        .map(v -> attempts.stream().map(Future::result).toList())
        .compose(this::choose);
  }

  private Future<Attempt> attempt(int index) {
    return dialer
        .dial(settings.addresses().get(index))
        .compose(contact -> look(index + 1, contact))
        .otherwise(cause -> new Attempt(Optional.empty(), Optional.empty(), Optional.of(cause)));
  }

  private boolean isAlone() {
    return settings.addresses().size() == 1;
  }

  private Future<Attempt> look(int number, RedisContact contact) {
    if (isAlone() || !contact.info().isPrimary()) {
      return Future.succeededFuture(
          attempt(contact, new Found(number, contact.info(), Optional.empty())));
    }
    RedisWire wire = contact.wire();
    return mark(wire)
        .map(mark -> attempt(contact, new Found(number, contact.info(), mark)))
        .onFailure(cause -> wire.close());
  }

  private static Attempt attempt(RedisContact contact, Found found) {
    return new Attempt(Optional.of(contact.wire()), Optional.of(found), Optional.empty());
  }

  private static Future<Optional<RedisMark>> mark(RedisWire wire) {
    return wire.send(Request.cmd(Command.GET).arg(MARK))
        .map(
            answer ->
                Optional.ofNullable(answer).flatMap(text -> RedisMark.parse(text.toString())));
  }

  private Future<RedisWire> choose(List<Attempt> attempts) {
    if (isAlone() && attempts.get(0).why().isPresent()) {
      return Future.failedFuture(attempts.get(0).why().get());
    }
    try {
      Found chosen = choice(attempts).choose();
      Attempt used = attempts.get(chosen.number() - 1);
      attempts.stream().filter(each -> !each.equals(used)).forEach(Attempt::close);
      RedisWire wire = used.wire().orElseThrow();
      caution.warn(chosen.info());
      return isAlone() ? Future.succeededFuture(wire) : settle(wire, chosen);
    } catch (RuntimeException e) {
      attempts.forEach(Attempt::close);
      return Future.failedFuture(e);
    }
  }

  private RedisChoice choice(List<Attempt> attempts) {
    List<Found> found = attempts.stream().flatMap(each -> each.found().stream()).toList();
    List<Throwable> causes = attempts.stream().flatMap(each -> each.why().stream()).toList();
    RedisHome.Known known = home.known();
    for (Throwable cause : causes) {
      if (cause instanceof UnsuitableRedisException unsuitable && known.mark().isEmpty()) {
        throw unsuitable;
      }
    }
    if (found.isEmpty()) {
      throw new RedisChoice.Undecided(words(causes));
    }
    found.stream()
        .filter(each -> each.info().isPrimary() && known.mark().isPresent() && !known.isHome(each))
        .forEach(each -> caution.warn(RedisChoice.foreign(each)));
    return new RedisChoice(found, settings.addresses().size(), known);
  }

  private static String words(List<Throwable> causes) {
    return IntStream.range(0, causes.size())
        .mapToObj(i -> "address " + (i + 1) + ": " + RedisLine.words(causes.get(i)))
        .collect(Collectors.joining("; "));
  }

  /** Marks the data set where that is due, and remembers it. */
  private Future<RedisWire> settle(RedisWire wire, Found chosen) {
    RedisMark due = home.known().due(chosen);
    if (chosen.mark().filter(due::equals).isPresent()) {
      home.settle(chosen, due);
      return Future.succeededFuture(wire);
    }
    Request set = Request.cmd(Command.SET).arg(MARK).arg(due.toString());
    return wire.send(chosen.mark().isEmpty() ? set.arg("NX") : set)
        .compose(v -> mark(wire))
        .map(
            mark -> {
              home.settle(chosen, mark.orElseThrow());
              return wire;
            })
        .onFailure(cause -> wire.close());
  }
}
