package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks all sentinels which Redis is the primary. They may differ while one fails over: every Redis
 * that one of them names is looked at, and the primary among them is taken that has gone on.
 * Confined to its context.
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

  /** What one sentinel said: the address of the primary, or why there is none, in words. */
  private record Said(List<RedisAddress> named, String why) {}

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
        named(said).stream().map(RedisAddress::toString).collect(Collectors.toSet());
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
                wire.send(
                        Request.cmd(Command.SENTINEL)
                            .arg("get-master-addr-by-name")
                            .arg(topology.name()))
                    .eventually(
                        () -> {
                          wire.close();
                          return Future.succeededFuture();
                        }))
        .map(this::said)
        .otherwise(cause -> new Said(List.of(), sentinel + ": " + RedisTrouble.of(cause)));
  }

  private Said said(Response answer) {
    if (answer == null || answer.size() != 2) {
      return new Said(List.of(), "it knows no " + Printable.of(topology.name()));
    }
    int port = answer.get(1).toInteger();
    return new Said(List.of(topology.member().at(answer.get(0).toString(), port)), "");
  }

  private static Set<RedisAddress> named(List<Said> said) {
    var named = new LinkedHashSet<RedisAddress>();
    said.forEach(each -> named.addAll(each.named()));
    return named;
  }

  private static RedisPrimary.Among among(List<Said> said) {
    Set<RedisAddress> named = named(said);
    if (named.isEmpty()) {
      throw new RedisChoice.Undecided(
          "no sentinel names a primary: "
              + said.stream().map(Said::why).collect(Collectors.joining("; ")));
    }
    var candidates =
        named.stream().map(each -> new RedisPrimary.Candidate(each.toString(), each)).toList();
    return new RedisPrimary.Among(candidates, false);
  }
}
