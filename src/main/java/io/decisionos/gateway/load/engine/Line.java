package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One connection to the target and the request on it. Makes the connection when there is none, and
 * ends its request exactly once, whatever comes late. Confined to the run's event loop.
 */
final class Line {

  /** Of a longer body only the beginning is checked. */
  private static final int MOST_CHECKED = 1 << 20;

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private final Dialer dialer;
  private final Consumer<Line> whenFree;
  private Optional<HttpClientConnection> connection = Optional.empty();
  private Optional<Exchange> current = Optional.empty();

  /**
   * @param whenFree told after each request that this line can take the next
   */
  Line(Dialer dialer, Consumer<Line> whenFree) {
    this.dialer = dialer;
    this.whenFree = whenFree;
  }

  /** Connects ahead of the first request; completes either way. */
  Future<Void> open() {
    return dialer.dial().onSuccess(this::adopt).<Void>mapEmpty().otherwiseEmpty();
  }

  void send(Exchange exchange) {
    current = Optional.of(exchange);
    if (connection.isPresent()) {
      request(connection.get(), exchange);
    } else {
      exchange.waits(System.nanoTime());
      dialer
          .dial()
          .onComplete(made -> connected(made, exchange), failure -> fail(exchange, failure));
    }
  }

  private void connected(HttpClientConnection made, Exchange exchange) {
    if (isCurrent(exchange)) {
      exchange.waited(System.nanoTime());
      adopt(made);
      request(made, exchange);
    } else {
      made.close();
    }
  }

  private void adopt(HttpClientConnection made) {
    connection = Optional.of(made);
    made.closeHandler(closed -> forget(made));
    // What breaks a connection also fails its request, which is where it is counted.
    made.exceptionHandler(failure -> {});
  }

  private void forget(HttpClientConnection gone) {
    connection = connection.filter(one -> one != gone);
  }

  private void request(HttpClientConnection to, Exchange exchange) {
    Shot shot = exchange.shot();
    to.request(shot.options())
        .onComplete(request -> transmit(request, exchange), failure -> fail(exchange, failure));
  }

  private void transmit(HttpClientRequest request, Exchange exchange) {
    var body = exchange.shot().body();
    request
        .response()
        .onComplete(response -> receive(response, exchange), failure -> fail(exchange, failure));
    // Completes when the kernel has taken it all; Vert.x may keep what it is told to send a while.
    Future<Void> taken = body.length() == 0 ? request.end() : request.end(body);
    taken.onSuccess(left -> exchange.left(System.nanoTime()));
  }

  private void receive(HttpClientResponse response, Exchange exchange) {
    response.exceptionHandler(failure -> fail(exchange, failure));
    Buffer body = Buffer.buffer();
    if (exchange.shot().check().needsBody()) {
      response.handler(
          part -> {
            if (body.length() < MOST_CHECKED) {
              body.appendBuffer(part);
            }
          });
    }
    response.endHandler(end -> end(exchange, outcome(response, exchange.shot(), body)));
  }

  private static Outcome outcome(HttpClientResponse response, Shot shot, Buffer body) {
    int status = response.statusCode();
    boolean expected = shot.expects().test(status);
    if (expected && !shot.check().isEmpty()) {
      Optional<String> fault = shot.check().fault(response.headers()::getAll, body.toString());
      if (fault.isPresent()) {
        return Outcome.wrong(status, fault.get());
      }
    }
    return Outcome.answered(status, expected, expected ? OptionalLong.empty() : wait(response));
  }

  private static OptionalLong wait(HttpClientResponse response) {
    String seconds = response.getHeader("Retry-After");
    return seconds == null || !SECONDS.matcher(seconds).matches()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(seconds));
  }

  /** Ends the request as timed out when it was due before {@code latest}. */
  void giveUpIfDueBefore(long latest) {
    current
        .filter(exchange -> exchange.intended() - latest < 0)
        .ifPresent(exchange -> drop(exchange, Outcome.failed(Kind.TIMEOUT)));
  }

  private void fail(Exchange exchange, Throwable failure) {
    if (isCurrent(exchange)) {
      drop(exchange, Outcome.failed(Failures.kind(failure)));
    }
  }

  /** Ends the request together with its connection, on which an answer could still come. */
  private void drop(Exchange exchange, Outcome outcome) {
    Optional<HttpClientConnection> broken = connection;
    connection = Optional.empty();
    broken.ifPresent(HttpClientConnection::close);
    end(exchange, outcome);
  }

  private void end(Exchange exchange, Outcome outcome) {
    if (isCurrent(exchange)) {
      current = Optional.empty();
      exchange.end(outcome);
      whenFree.accept(this);
    }
  }

  private boolean isCurrent(Exchange exchange) {
    return current.isPresent() && current.get() == exchange;
  }
}
