package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One HTTP server with its door and desk, on one event loop. The two listeners differ in their
 * parts alone.
 */
public final class Listener {
  private static final int MAX_LINE_BYTES = 8192;
  private static final int MAX_HEADER_BYTES = 16384;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final HttpServer server;
  private final EventStreams streams;
  private final ListenerParts parts;
  private final Optional<LoopTally> tally;
  private HttpSettings settings;

  Listener(Vertx vertx, ListenerParts parts, RouteTable routes, Admission admission) {
    this.parts = parts;
    this.settings = parts.settings();
    this.tally = parts.variesOnTenant() ? Optional.of(new LoopTally(vertx)) : Optional.empty();
    var recorder =
        new ExchangeRecorder(
            new RequestMeters(parts.instruments(), parts.name()),
            tally,
            new AccessLog(() -> settings.accessLogSample()));
    this.streams = new EventStreams(vertx, parts.instruments().meters(), parts.name(), HEARTBEAT);
    var desk = new Desk(vertx, parts.variesOnTenant(), recorder, streams);
    var door = new Door(routes, admission, () -> settings.hosts(), desk);
    this.server =
        vertx
            .createHttpServer(options(parts.bind().idleTimeout()))
            .requestHandler(door)
            .invalidRequestHandler(desk::malformed);
  }

  private static HttpServerOptions options(Duration idleTimeout) {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        // HTTP/1.1 alone: one way to frame a request is enough to get right.
        .setHttp2ClearTextEnabled(false)
        // Nobody upgrades to a web socket here; offering its compression costs a handler each way.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        // Answers leave on the listener's own event loop, so no queue between threads is needed.
        .setStrictThreadMode(true)
        // Read-idle alone: watching writes too costs a listener for every answer.
        .setReadIdleTimeout((int) idleTimeout.toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /**
   * A listener whose callers are no tenants.
   *
   * @param check throws a problem for a request that may not pass
   */
  public static Listener withoutTenants(
      Vertx vertx, ListenerParts parts, RouteTable routes, Consumer<HttpServerRequest> check) {
    var callers = new CallerGate(parts.callers().get());
    return new Listener(vertx, parts, routes, new OperatorAdmission(callers, check));
  }

  /** Completes with the port when it is open. */
  public Future<Integer> open(Bus bus) {
    return bus.listen(parts.settingsChanged(), changed -> settings = changed)
        .compose(v -> server.listen(parts.bind().portForVertx(), parts.bind().host()))
        .onSuccess(v -> tally.ifPresent(counts -> counts.start(bus)))
        .map(HttpServer::actualPort)
        .recover(cause -> Future.failedFuture(new PortUnusable(parts, cause)));
  }

  /**
   * Ends streams, lets requests in flight finish for as long as that; completes when all are done.
   */
  public Future<Void> shutdown(Duration patience) {
    streams.drain();
    return server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
