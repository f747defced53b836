package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.RedisTopology;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    List<Future<Said>> asked = topology.addresses().stream().map(this::ask).toList();
    return Future.join(asked)
        .map(v -> asked.stream().map(Future::result).toList())
        .compose(this::look);
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

  private Future<RedisWire> look(List<Said> said) {
    var named = new LinkedHashSet<RedisAddress>();
    said.forEach(each -> named.addAll(each.named()));
    if (named.isEmpty()) {
      return Future.failedFuture(
          new RedisChoice.Undecided(
              "no sentinel names a primary: "
                  + said.stream().map(Said::why).collect(Collectors.joining("; "))));
    }
    var candidates = new ArrayList<RedisPrimary.Candidate>();
    named.forEach(each -> candidates.add(new RedisPrimary.Candidate(each.toString(), each)));
    return primary.find(new RedisPrimary.Among(candidates, false));
  }
}
