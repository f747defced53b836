package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.outbound.JsonPost;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Posts JSON to a receiver and hears what it says, in bounded memory whatever it says. Confined to
 * its verticle.
 */
final class HttpPost {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CONNECT_MS = 5000;
  private static final int MOST_SAID = 4096;

  private final HttpClient client;
  private final Duration patience;

  HttpPost(Vertx vertx) {
    this(vertx, PATIENCE);
  }

  HttpPost(Vertx vertx, Duration patience) {
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setIdleTimeout((int) patience.toSeconds() + 1)
                .setMaxHeaderSize(16 << 10)
                .setKeepAlive(false));
  }

  /**
   * What came back.
   *
   * @param status 0 if nothing did
   * @param body its beginning
   * @param trouble why nothing came back
   * @param otherwise what that means if nothing did
   */
  record Reply(
      int status,
      Optional<String> retryAfter,
      String body,
      Optional<String> trouble,
      Outcome.Result otherwise) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DIGITS = 9;

    /** Nothing went out. */
    static Reply unsent(String why) {
      return new Reply(0, Optional.empty(), "", Optional.of(why), Outcome.Result.REFUSED);
    }

    /** What the path of an address grants is told nobody. */
    static Reply silent(Throwable cause, URI url, Outcome.Result result) {
      String text =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      String path = url.getRawPath();
      String shown = path.length() > 1 ? text.replace(path, "/...") : text;
      return new Reply(0, Optional.empty(), "", Optional.of("no answer: " + shown), result);
    }

    boolean isWell() {
      return status >= 200 && status < 300;
    }

    Outcome outcome(Instant now) {
      if (isWell()) {
        return new Outcome(Outcome.Result.DELIVERED, Optional.empty(), said());
      }
      return new Outcome(failure(), pause(now), said());
    }

    private Outcome.Result failure() {
      if (trouble.isPresent()) {
        return otherwise;
      }
      boolean later = status == 429 || status == 408 || status >= 500;
      return later ? Outcome.Result.AGAIN : Outcome.Result.REFUSED;
    }

    /** For how long the receiver wants to be left alone. */
    private Optional<Duration> pause(Instant now) {
      return retryAfter
          .flatMap(text -> seconds(text).or(() -> date(text, now)))
          .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> seconds(String text) {
      if (!text.matches("[0-9]+")) {
        return Optional.empty();
      }
      return Optional.of(
          text.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
    }

    private static Optional<Duration> date(String text, Instant now) {
      try {
        Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(now, at);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }

    /** One line for whoever asks why. */
    String said() {
      String moved = status >= 300 && status < 400 ? ", which is not followed" : "";
      return Printable.of(trouble.orElseGet(() -> "it answered " + status + moved));
    }
  }

  /** Completes with what came back; never fails. */
  Future<Reply> post(URI url, Map<String, String> headers, Buffer body) {
    var post = new JsonPost(client, url, headers);
    var answer = new Answer();
    return post.send(body, patience, answer::hear)
        // Whatever it goes on to say.
        .onSuccess(reply -> post.abort())
        .otherwise(
            cause ->
                answer
                    .soFar()
                    .orElseGet(() -> Reply.silent(cause, url, silence(post.wasConnected()))));
  }

  /** Without a connection nothing was sent. */
  private static Outcome.Result silence(boolean wasConnected) {
    return wasConnected ? Outcome.Result.LOST : Outcome.Result.UNSENT;
  }

  /**
   * What is heard of an answer. Its status says what became of the message: it is not sent again
   * because the rest does not come.
   */
  private static final class Answer {
    private final Buffer said = Buffer.buffer();
    private Optional<HttpClientResponse> begun = Optional.empty();

    Future<Reply> hear(HttpClientResponse response) {
      begun = Optional.of(response);
      Promise<Reply> reply = Promise.promise();
      response.handler(
          bytes -> {
            int room = MOST_SAID - said.length();
            said.appendBuffer(bytes.slice(0, Math.min(room, bytes.length())));
            if (said.length() >= MOST_SAID) {
              reply.tryComplete(reply(response));
            }
          });
      response.exceptionHandler(reply::tryFail);
      response.endHandler(v -> reply.tryComplete(reply(response)));
      return reply.future();
    }

    Optional<Reply> soFar() {
      return begun.map(this::reply);
    }

    private Reply reply(HttpClientResponse response) {
      return new Reply(
          response.statusCode(),
          Optional.ofNullable(response.getHeader("Retry-After")),
          Printable.lines(said.toString()),
          Optional.empty(),
          Outcome.Result.LOST);
    }
  }

  Future<Void> close() {
    return client.close();
  }
}
