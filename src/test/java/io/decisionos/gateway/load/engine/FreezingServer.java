package io.decisionos.gateway.load.engine;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server whose answers come exactly when its script says: {@code /delay/N} after N ms, and
 * nothing at all while it is frozen. Its clock starts with its first request.
 */
final class FreezingServer implements AutoCloseable {

  private static final double NANOS = 1e9;

  /** A time in which nothing is read or answered, in seconds. */
  record Freeze(double from, double to) {
    boolean holds(double at) {
      return at >= from && at < to;
    }
  }

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final List<Freeze> freezes;
  private final HttpServer server;
  private long firstRequest;

  FreezingServer(List<Freeze> freezes) {
    this.freezes = freezes;
    this.server =
        vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").await();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** When a request that comes at {@code arrival} is answered, in seconds: the whole model. */
  static double answeredAt(double arrival, double delay, List<Freeze> freezes) {
    double begun = thawed(arrival, freezes);
    return thawed(begun + delay, freezes);
  }

  private static double thawed(double at, List<Freeze> freezes) {
    return freezes.stream().filter(f -> f.holds(at)).mapToDouble(Freeze::to).findFirst().orElse(at);
  }

  private void answer(HttpServerRequest request) {
    long now = System.nanoTime();
    if (firstRequest == 0) {
      firstRequest = now;
    }
    double delay = Double.parseDouble(request.path().substring("/delay/".length())) / 1000;
    double due = answeredAt((now - firstRequest) / NANOS, delay, freezes);
    long wait = firstRequest + (long) (due * NANOS) - System.nanoTime();
    var unused =
        ((ContextInternal) vertx.getOrCreateContext())
            .nettyEventLoop()
            .schedule(() -> request.response().end("{}"), wait, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
