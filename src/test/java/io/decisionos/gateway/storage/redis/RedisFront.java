package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.Outcomes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongPredicate;

/**
 * The ways to a Redis and to its bus. Who comes is told from others by its process, and what it
 * sends and is answered is held up, as a network that is cut does, until it is let go.
 */
final class RedisFront implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int BUS = 10_000;

  /** On one event loop, which alone knows the ways. */
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  private final NetClient connector = vertx.createNetClient();
  private final Set<Way> ways = new HashSet<>();
  private final int port = listen(() -> redis());
  private final int busPort = listen(() -> redis() + BUS);
  private LongPredicate held = process -> false;
  private volatile int redis;

  /** A way of one process, and whether it is held up. */
  private record Way(long process, NetSocket one, NetSocket other) {
    private void join(Runnable ended) {
      one.handler(other::write);
      other.handler(one::write);
      one.closeHandler(v -> end(ended));
      other.closeHandler(v -> end(ended));
    }

    private void end(Runnable ended) {
      ended.run();
      one.close();
      other.close();
    }

    private void hold(boolean isHeld) {
      for (NetSocket each : new NetSocket[] {one, other}) {
        if (isHeld) {
          each.pause();
        } else {
          each.resume();
        }
      }
    }
  }

  private int redis() {
    return redis;
  }

  private int listen(IntSupplier target) {
    var options = new NetServerOptions().setHost(HOST);
    return Outcomes.resultOf(
            vertx
                .createNetServer(options)
                .connectHandler(client -> pass(client, target.getAsInt()))
                .listen())
        .actualPort();
  }

  private void pass(NetSocket client, int target) {
    client.pause();
    vertx
        .executeBlocking(() -> LoopbackPeer.process(client.remoteAddress().port()), false)
        .compose(
            process ->
                connector.connect(target, HOST).map(behind -> new Way(process, client, behind)))
        .onSuccess(this::open)
        .onFailure(cause -> client.close());
  }

  private void open(Way way) {
    ways.add(way);
    way.join(() -> ways.remove(way));
    way.hold(held.test(way.process()));
  }

  /** Leads to this Redis from now on. */
  void leadTo(int redisPort) {
    redis = redisPort;
  }

  int port() {
    return port;
  }

  int busPort() {
    return busPort;
  }

  /** Holds up those processes, and lets all others go. */
  void hold(LongPredicate processes) {
    vertx.runOnContext(
        v -> {
          held = processes;
          ways.forEach(way -> way.hold(processes.test(way.process())));
        });
  }

  @Override
  public void close() {
    Outcomes.resultOf(vertx.close());
  }
}
