package io.decisionos.gateway.deploy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A balancer as they are: asks each gateway's readiness ten times a second, hands requests in turn
 * to those that are ready, over connections that are kept, and tries nothing twice.
 */
final class Balancer implements AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final long LOOK_MS = 100;
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(64));
  private final List<Integer> ports;
  private final Map<Integer, Boolean> ready = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final int port;

  Balancer(List<Integer> ports) {
    this.ports = ports;
    this.port =
        vertx
            .createHttpServer()
            .requestHandler(this::pass)
            .listen(0, HOST)
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join()
            .actualPort();
    vertx.setPeriodic(0, LOOK_MS, timer -> ports.forEach(this::look));
  }

  int port() {
    return port;
  }

  /** Whether this gateway gets requests. */
  boolean takes(int gateway) {
    return ready.getOrDefault(gateway, false);
  }

  private void look(int gateway) {
    client
        .request(HttpMethod.GET, gateway, HOST, "/readyz")
        .compose(request -> request.send())
        .compose(response -> response.end().map(v -> response.statusCode() == OK))
        .otherwise(false)
        .onSuccess(is -> ready.put(gateway, is));
  }

  private void pass(HttpServerRequest request) {
    List<Integer> choice = ports.stream().filter(this::takes).toList();
    if (choice.isEmpty()) {
      request.response().setStatusCode(UNAVAILABLE).end();
      return;
    }
    int gateway = choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
    client
        .request(request.method(), gateway, HOST, request.uri())
        .compose(passed -> passed.send())
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        body -> request.response().setStatusCode(answer.statusCode()).end(body)))
        .onFailure(cause -> request.response().setStatusCode(BAD_GATEWAY).end(cause.toString()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
