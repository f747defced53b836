package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.connection.Certificates;
import io.decisionos.gateway.http.connection.ConnectionFlow;
import io.decisionos.gateway.http.connection.FieldNames;
import io.decisionos.gateway.http.connection.RequestDecoder;
import io.decisionos.gateway.http.connection.ResumeTurns;
import io.decisionos.gateway.http.connection.Tls;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.LoopTally;
import io.decisionos.gateway.traffic.RequestMeters;
import io.decisionos.gateway.work.BusyThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One HTTP server with its door and desk, on the event loop that makes it. The two listeners differ
 * in their parts alone.
 */
public final class Listener {
  private static final int MAX_LINE_BYTES = 8192;
  private static final int MAX_HEADER_BYTES = 16384;

  private static final Http1ServerConfig LIMITS = limits();
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Door door;
  private final Desk desk;
  private final EventStreams streams;
  private final ExchangeRecorder recorder;
  private final ListenerParts parts;
  private final Optional<LoopTally> tally;
  private final FieldNames names = new FieldNames();
  private final ResumeTurns turns = new ResumeTurns();
  private HttpSettings settings;
  private Optional<HttpServer> server = Optional.empty();

  Listener(Vertx vertx, ListenerParts parts, RouteTable routes, Admission admission) {
    this.parts = parts;
    this.settings = parts.settings();
    this.tally = parts.variesOnTenant() ? Optional.of(new LoopTally(vertx)) : Optional.empty();
    var recorder =
        new ExchangeRecorder(
            requestMeters(parts),
            tally,
            new AccessLog(parts.name(), () -> settings.accessLogSample()),
            new ExchangeAudit(parts.access().audit(), !parts.variesOnTenant(), Clock.systemUTC()),
            observers(vertx, parts));
    this.recorder = recorder;
    this.streams = new EventStreams(vertx, parts, HEARTBEAT);
    BusyThread here = parts.instruments().work().here();
    this.desk = new Desk(vertx, parts, admission, recorder, streams, here);
    this.door = new Door(routes, admission, () -> settings.hosts(), desk, here);
    this.vertx = vertx;
  }

  private static RequestMeters requestMeters(ListenerParts parts) {
    Instruments instruments = parts.instruments();
    return new RequestMeters(
        instruments.meters(), instruments.traffic(), instruments.traced(), parts.name());
  }

  private static List<AnswerObserver> observers(Vertx vertx, ListenerParts parts) {
    return parts.variesOnTenant()
        ? parts.instruments().observers().stream().map(source -> source.observe(vertx)).toList()
        : List.of();
  }

  private static Http1ServerConfig limits() {
    return new Http1ServerConfig()
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES);
  }

  private static HttpServerOptions options(Duration idleTimeout) {
    return new HttpServerOptions()
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
    var callers = CallerGate.ofOperators(parts.access().callers().get());
    return new Listener(vertx, parts, routes, new OperatorAdmission(callers, check));
  }

  /**
   * Fails if the port cannot be had, long before there is something to serve at it. Only opening it
   * for good proves that it can.
   */
  public static Future<Void> probe(Vertx vertx, ListenerParts parts) {
    return vertx
        .<Void>executeBlocking(
            () -> {
              try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(parts.bind().host(), parts.bind().port()));
              }
              return null;
            })
        .recover(cause -> Future.failedFuture(new ListenerUnusable(parts, cause)));
  }

  /** Completes with the port when it is open. */
  public Future<Integer> open(Bus bus) {
    return bus.listen(parts.settingsChanged(), changed -> settings = changed)
        .compose(v -> listen())
        .onSuccess(v -> tally.ifPresent(counts -> counts.start(bus)))
        .map(HttpServer::actualPort)
        .recover(cause -> Future.failedFuture(new ListenerUnusable(parts, cause)));
  }

  private Future<HttpServer> listen() {
    HttpServerOptions options = options(parts.bind().times().silence());
    if (parts.bind().tls().mode() != Tls.Mode.ON) {
      return listen(options);
    }
    var certificates = new Certificates(vertx, parts.bind().tls());
    return certificates
        .first()
        .compose(pair -> listen(options.setSsl(true).setUseAlpn(false).setKeyCertOptions(pair)))
        .onSuccess(certificates::follow);
  }

  private Future<HttpServer> listen(HttpServerOptions options) {
    HttpServer made =
        vertx
            .createHttpServer(options)
            .requestHandler(door)
            .invalidRequestHandler(desk::malformed)
            .connectionHandler(this::leadToDoor);
    server = Optional.of(made);
    return made.listen(parts.bind().portForVertx(), parts.bind().host());
  }

  /** Vert.x would answer other versions of HTTP itself, and by no problem document. */
  private void leadToDoor(HttpConnection connection) {
    if (connection instanceof Http1ServerConnection plain) {
      ConnectionFlow flow =
          RequestDecoder.install(
              plain.channelHandlerContext(),
              LIMITS,
              parts.bind().times(),
              parts.instruments().connections(),
              names,
              turns);
      plain.handler(flow.before(door));
      parts
          .instruments()
          .connections()
          .take(plain.channelHandlerContext(), flow, parts.variesOnTenant());
    }
  }

  /**
   * Ends streams, lets requests in flight finish for as long as that; completes when all are done.
   */
  public Future<Void> shutdown(Duration patience) {
    streams.drain();
    return server
        .map(open -> open.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
        .orElseGet(Future::succeededFuture)
        .onComplete(v -> recorder.close());
  }
}
