package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;

/** Asks nodes of a cluster what they know of it. Confined to its context. */
record ClusterScout(RedisDialer dialer) {

  /** What one said, or why it said nothing. */
  record Report(RedisAddress from, Optional<ClusterView> view, Optional<Throwable> why) {}

  /**
   * Where a node is, as one of them says.
   *
   * @param from who says it; its own address may be unknown to it
   * @param member how nodes are spoken to: with TLS by their names, which certificates have
   */
  static RedisAddress at(ClusterView.Node node, RedisAddress from, RedisAddress member) {
    boolean isNamed = member.secure() && !node.name().isEmpty();
    String host = isNamed ? node.name() : node.host();
    return member.at(host.isEmpty() ? from.place().host() : host, node.port());
  }

  private static Request question() {
    return Request.cmd(Command.CLUSTER).arg("NODES");
  }

  /** Asks one to which there is a line. */
  static Future<Report> ask(RedisAddress node, RedisLine line) {
    return report(node, line.send(question()));
  }

  /** Asks one to which there is none. */
  Future<Report> visit(RedisAddress node) {
    return report(node, dialer.dial(node).compose(ClusterScout::question));
  }

  private static Future<Response> question(RedisContact contact) {
    RedisWire wire = contact.wire();
    return wire.send(question())
        .eventually(
            () -> {
              wire.close();
              return Future.succeededFuture();
            });
  }

  private static Future<Report> report(RedisAddress node, Future<Response> answer) {
    return answer
        .map(text -> ClusterView.parse(text.toString()))
        .map(view -> new Report(node, Optional.of(view), Optional.empty()))
        .otherwise(why -> new Report(node, Optional.empty(), Optional.of(why)));
  }
}
