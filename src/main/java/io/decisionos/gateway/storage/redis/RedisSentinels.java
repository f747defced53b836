package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks all sentinels which Redis is the primary. They may differ while one fails over: every Redis
 * that one of them names is looked at, and the primary among them is taken that was decided for
 * last. Confined to its context.
 */
final class RedisSentinels implements RedisSearch {
  private final RedisDialer dialer;
  private final RedisTopology topology;
  private final RedisPrimary primary;

  RedisSentinels(RedisDialer dialer, RedisTopology topology, RedisPrimary primary) {
    this.dialer = dialer;
    this.topology = topology;
    this.primary = primary;
  }

  /**
   * What one sentinel said.
   *
   * @param named the primary, with the number of the decision for it; empty if it names none
   * @param why there is none, in words
   */
  private record Said(Optional<Named> named, String why) {}

  private record Named(RedisAddress address, long epoch) {}

  @Override
  public Future<RedisWire> find() {
    return ask().compose(said -> primary.find(among(said)));
  }

  /** One that was given up while it was cut off from the sentinels, not from here, tells nobody. */
  @Override
  public Future<Optional<RedisWire>> elsewhere() {
    return primary.isToBeAsked()
        ? ask().compose(this::another)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<RedisWire>> another(List<Said> said) {
    Set<String> places =
        named(said).keySet().stream().map(RedisAddress::toString).collect(Collectors.toSet());
    return primary.isAt(places)
        ? Future.succeededFuture(Optional.empty())
        : primary.findAnother(among(said));
  }

  private Future<List<Said>> ask() {
    List<Future<Said>> asked = topology.addresses().stream().map(this::ask).toList();
    return Future.join(asked).map(v -> asked.stream().map(Future::result).toList());
  }

  private Future<Said> ask(RedisAddress sentinel) {
    return dialer
        .connect(sentinel)
        .compose(
            wire ->
                ask(wire)
                    .eventually(
                        () -> {
                          wire.close();
                          return Future.succeededFuture();
                        }))
        .otherwise(cause -> new Said(Optional.empty(), sentinel + ": " + RedisTrouble.of(cause)));
  }

  private Future<Said> ask(RedisWire wire) {
    // In this order, so that no address is ever told with the number of a later decision.
    Future<Long> epoch = wire.send(asking("master")).map(RedisSentinels::epoch);
    Future<Response> place = wire.send(asking("get-master-addr-by-name"));
    return Future.join(epoch, place)
        .transform(
            asked ->
                place.compose(
                    answer ->
                        isPlace(answer)
                            ? epoch.recover(RedisSentinels::untold).map(e -> said(answer, e))
                            : Future.succeededFuture(unknown())));
  }

  private static long epoch(Response master) {
    return master.get("config-epoch").toLong();
  }

  /** A user who may not ask for it is told of the address alone. */
  private static Future<Long> untold(Throwable cause) {
    return RedisWire.isRefusal(cause) ? Future.succeededFuture(0L) : Future.failedFuture(cause);
  }

  private Request asking(String what) {
    return Request.cmd(Command.SENTINEL).arg(what).arg(topology.name());
  }

  private static boolean isPlace(Response answer) {
    return answer != null && answer.size() == 2;
  }

  private Said unknown() {
    return new Said(Optional.empty(), "it knows no " + Printable.of(topology.name()));
  }

  private Said said(Response place, long epoch) {
    RedisAddress address = topology.member().at(place.get(0).toString(), place.get(1).toInteger());
    return new Said(Optional.of(new Named(address, epoch)), "");
  }

  /** Who is named, each with the latest decision for it. */
  private static Map<RedisAddress, Long> named(List<Said> said) {
    var named = new LinkedHashMap<RedisAddress, Long>();
    said.stream()
        .flatMap(each -> each.named().stream())
        .forEach(each -> named.merge(each.address(), each.epoch(), Math::max));
    return named;
  }

  private static RedisPrimary.Among among(List<Said> said) {
    Map<RedisAddress, Long> named = named(said);
    if (named.isEmpty()) {
      throw new RedisChoice.Undecided(
          "no sentinel names a primary: "
              + said.stream().map(Said::why).collect(Collectors.joining("; ")));
    }
    var candidates =
        named.entrySet().stream()
            .map(
                of ->
                    new RedisPrimary.Candidate(of.getKey().toString(), of.getKey(), of.getValue()))
            .toList();
    return new RedisPrimary.Among(candidates, false);
  }
}
