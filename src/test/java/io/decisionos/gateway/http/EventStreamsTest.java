package io.decisionos.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.Access;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.EventReader;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.http.connection.BodyBudget;
import io.decisionos.gateway.http.connection.ConnectionBound;
import io.decisionos.gateway.http.connection.ConnectionTimes;
import io.decisionos.gateway.http.connection.Connections;
import io.decisionos.gateway.http.connection.Tls;
import io.decisionos.gateway.traffic.TenantTraffic;
import io.decisionos.gateway.traffic.TracedRequests;
import io.decisionos.gateway.work.LoopWatch;
import io.decisionos.gateway.work.WorkMeter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of server-sent events, over real sockets. */
final class EventStreamsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMillis(200);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LoopWatch loops = new LoopWatch(meters, Clock.systemUTC());
  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<Late> late = new LinkedBlockingQueue<>();
  private Listener listener;
  private int port;

  /** A call whose answer is held back. */
  private record Late(Call call, Promise<Answer> answer) {}

  @BeforeEach
  void open() {
    var routes =
        List.of(
            Route.get("/live", Scope.OPEN, call -> Future.succeededFuture(live(opened::add))),
            Route.get("/late", Scope.OPEN, this::late),
            Route.get("/refused", Scope.OPEN, call -> Future.failedFuture(refusal())));
    port =
        onLoop(
            () -> {
              listener =
                  Listener.withoutTenants(vertx, parts(), new RouteTable(routes), request -> {});
              return listener.open(new Bus(vertx, meters));
            });
  }

  private ListenerParts parts() {
    return new ListenerParts(
        "test",
        "http",
        new ListenerParts.Bind(
            "127.0.0.1", 0, 0, new ConnectionTimes(PATIENCE, PATIENCE, IDLE), Tls.NONE),
        port -> {},
        false,
        new HttpSettings(Set.of(), 0),
        HttpChannels.SETTINGS_CHANGED,
        new Instruments(
            meters,
            new TenantTraffic(meters, 1),
            new TracedRequests(Clock.systemUTC()),
            loops,
            BodyBudget.ofRequests(meters),
            BodyBudget.ofAnswers(meters),
            new Connections(meters, ConnectionBound.ofProcess(1024)),
            new Drain(),
            List.of(),
            new WorkMeter(),
            Optional.empty()),
        Access.OPEN);
  }

  private Future<Answer> late(Call call) {
    var answer = Promise.<Answer>promise();
    late.add(new Late(call, answer));
    return answer.future();
  }

  private static Answer live(Consumer<EventStream> feed) {
    return Answer.events(feed);
  }

  private static Throwable refusal() {
    return Problem.of(ProblemType.GATEWAY_OVERLOADED, "Close a stream.").asException();
  }

  @AfterEach
  void close() {
    loops.close();
    done(vertx.close());
  }

  private <T> T onLoop(Supplier<Future<T>> work) {
    return done(
        Future.future(promise -> loop.runOnContext(v -> work.get().onComplete(promise::handle))));
  }

  private static <T> T done(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private EventStream stream() throws InterruptedException {
    return Optional.ofNullable(opened.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
  }

  private void send(EventStream stream, ServerEvent event) {
    loop.runOnContext(v -> stream.send(event));
  }

  @Test
  void eventsArriveAsTheyAreSent() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      EventStream stream = stream();
      assertThat(reader.head().get(0)).contains("200");
      assertThat(reader.head())
          .anyMatch(line -> line.equalsIgnoreCase("content-type: text/event-stream"))
          .anyMatch(line -> line.equalsIgnoreCase("cache-control: private, no-cache"));

      send(stream, ServerEvent.at("7", "{\"a\":1}"));
      assertThat(List.of(reader.line(), reader.line(), reader.line()))
          .containsExactly("id: 7", "data: {\"a\":1}", "");
      send(stream, ServerEvent.named("news", "one\ntwo\r\nthree\rdata: four"));
      assertThat(List.of(reader.line(), reader.line(), reader.line()))
          .containsExactly("event: news", "data: one", "data: two");
      assertThat(List.of(reader.line(), reader.line(), reader.line()))
          .containsExactly("data: three", "data: data: four", "");
    }
  }

  @Test
  void anEventCannotBreakOutOfItsFields() {
    for (String hostile : List.of("a\nb", "a\rb", "a\0b")) {
      assertThatThrownBy(() -> ServerEvent.at(hostile, ""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ServerEvent.named(hostile, ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aStreamOutlivesTheSilenceOfItsReader() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      EventStream stream = stream();
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < IDLE.toNanos() * 3) {
        send(stream, ServerEvent.named("tick", "1"));
        reader.lineLike(line -> line.startsWith("data"));
      }
      assertThat(stream.isClosed()).isFalse();
    }
  }

  @Test
  void aReaderThatGoesClosesTheStream() throws Exception {
    EventStream stream;
    try (var reader = EventReader.open(port, "/live", "")) {
      stream = stream();
      assertThat(reader.head()).isNotEmpty();
      assertThat(meters.get("gateway.http.streams").longTaskTimer().activeTasks()).isEqualTo(1);
    }
    Await.until(PATIENCE, stream::isClosed, () -> "open");
    Await.until(
        PATIENCE,
        () -> meters.get("gateway.http.streams").longTaskTimer().activeTasks() == 0,
        () -> "counted");
  }

  @Test
  void aReaderThatWentBeforeItsAnswerLeavesNoStream() throws Exception {
    Late held;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      held = Optional.ofNullable(late.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
    }
    Await.until(PATIENCE, held.call().request().response()::closed, () -> "open");
    onLoop(
        () -> {
          held.answer().complete(live(opened::add));
          return Future.succeededFuture();
        });
    assertThat(opened).isEmpty();
    assertThat(meters.get("gateway.http.streams").longTaskTimer().activeTasks()).isZero();
  }

  @Test
  void aClosedStreamEndsAndTakesNothingMore() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      EventStream stream = stream();
      send(stream, ServerEvent.named("last", "1"));
      loop.runOnContext(v -> stream.close());
      assertThat(reader.rest()).containsExactly("event: last", "data: 1", "");
      loop.runOnContext(v -> stream.close());
      assertThatThrownBy(() -> onLoop(() -> stream.send(ServerEvent.named("more", ""))))
          .hasMessageContaining("closed");
    }
  }

  @Test
  void aReaderThatTakesNothingIsCutOffAtABound() throws Exception {
    try (var reader = EventReader.silent(port, "/live", "")) {
      EventStream stream = stream();
      var event = ServerEvent.named("big", "x".repeat(16 << 10));
      int sent = 0;
      while (!stream.isClosed() && sent < 2000) {
        onLoop(
            () -> {
              stream.send(event);
              return Future.succeededFuture();
            });
        sent++;
      }
      assertThat(sent).isLessThan(2000);
      assertThat(reader.head()).as("what was read").isEmpty();
    }
  }

  @Test
  void whoeverHasManyToSendGoesOnWhenTheyHaveLeft() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      EventStream stream = stream();
      var page = List.of(ServerEvent.at("1", "x".repeat(100 << 10)));
      Future<Void> all =
          Future.future(
              promise ->
                  loop.runOnContext(
                      v ->
                          stream
                              .send(page)
                              .compose(w -> stream.send(page))
                              .compose(w -> stream.send(page))
                              .compose(w -> stream.send(page))
                              .onComplete(promise::handle)));
      for (int page4 = 0; page4 < 4; page4++) {
        assertThat(reader.lineLike(line -> line.startsWith("data"))).hasSize((100 << 10) + 6);
      }
      done(all);
      assertThat(stream.isClosed()).isFalse();
    }
  }

  @Test
  void aListenerThatShutsDownEndsItsStreamsAtOnce() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      EventStream stream = stream();
      send(stream, ServerEvent.named("last", "1"));
      long begin = System.nanoTime();
      onLoop(() -> listener.shutdown(Duration.ofSeconds(8)));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      assertThat(reader.rest()).containsExactly("event: last", "data: 1", "");
    }
  }

  @Test
  void aStreamIsRecordedOnceWhenItsHeadIsOut() throws Exception {
    try (var reader = EventReader.open(port, "/live", "")) {
      assertThat(reader.head()).isNotEmpty();
      Await.until(
          PATIENCE,
          () -> meters.find("gateway.http.requests").tag("route", "/live").timer() != null,
          () -> "not recorded");
    }
    assertThat(meters.get("gateway.http.requests").tag("route", "/live").timer().count())
        .isEqualTo(1);
  }

  @Test
  void whatIsRefusedBeforeTheFirstByteIsAProblem() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(port, "GET /refused HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("content-type")).contains("application/problem+json");
  }

  @Test
  void aHeadRequestGetsTheHeadAlone() throws IOException {
    RawHttp.Response response =
        RawHttp.exchange(port, "HEAD /live HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("content-type")).contains("text/event-stream");
    assertThat(opened).isEmpty();
  }

  @Test
  void heartbeatsFlowAndFindOutWhoTakesNothing() throws Exception {
    int beating = heartbeats(Duration.ofMillis(20));
    try (var reader = EventReader.open(beating, "/", "");
        var stuck = EventReader.silent(beating, "/", "")) {
      EventStream taken = stream();
      EventStream full = stream();
      for (int i = 0; i < 3; i++) {
        assertThat(reader.lineLike(line -> !line.isEmpty())).isEqualTo(":");
      }
      // One event larger than all buffers on the way: it can never leave as a whole.
      send(full, ServerEvent.named("huge", "x".repeat(32 << 20)));
      Await.until(PATIENCE, full::isClosed, () -> "open");
      assertThat(stuck.head()).as("what was read").isEmpty();
      assertThat(taken.isClosed()).isFalse();
    }
  }

  /** A server that answers every request with a stream, which beats at this pace. */
  private int heartbeats(Duration pace) {
    return onLoop(
        () -> {
          var streams = new EventStreams(vertx, parts(), pace);
          Answer answer = live(opened::add);
          return vertx
              .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
              .requestHandler(
                  request ->
                      streams.open(
                          new Call(request, new Exchange("r", Optional.empty(), 0), List.of()),
                          answer,
                          (tenant, bytes) -> {}))
              .listen()
              .map(HttpServer::actualPort);
        });
  }
}
