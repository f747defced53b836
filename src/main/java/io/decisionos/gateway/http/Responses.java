package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Puts answers and problems on the wire. The only place that writes a response. */
final class Responses {
  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
  private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence PROBLEM =
      HttpHeaders.createOptimized("application/problem+json");
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final long MOST_DRAINED_BYTES = 1 << 20;
  private static final long LINGER_MS = 1000;

  private Responses() {}

  /**
   * An answer that was handed over.
   *
   * @param bytes of its body
   * @param written completes when the caller's side has taken it, or never will
   */
  record Sent(int status, long bytes, Future<Void> written) {
    /** An answer without a body, or one whose bytes are counted as they go. */
    static Sent head(int status) {
      return new Sent(status, 0, Future.succeededFuture());
    }
  }

  /** Sends an answer, or 304 if the caller has it already. */
  static Sent send(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    // Set on the fields themselves: putHeader takes the connection's lock for each.
    MultiMap fields = response.headers();
    if (answer.etag().isPresent()) {
      CharSequence etag = answer.etag().get();
      fields.set(HttpHeaders.ETAG, etag).set(HttpHeaders.CACHE_CONTROL, PRIVATE);
      if (isFresh(request, etag)) {
        answer.cacheControl().ifPresent(rule -> fields.set(HttpHeaders.CACHE_CONTROL, rule));
        return new Sent(NOT_MODIFIED, 0, response.setStatusCode(NOT_MODIFIED).end());
      }
    } else {
      fields.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
    if (!answer.headers().isEmpty()) {
      answer.headers().forEach(header -> fields.set(header.getKey(), header.getValue()));
    }
    if (answer.status() != OK) {
      response.setStatusCode(answer.status());
    }
    return new Sent(
        answer.status(),
        length(request, answer.body()),
        end(request, answer.contentType(), answer.body()));
  }

  /**
   * Sends the head of a stream.
   *
   * @return whether a body follows; none does for {@code HEAD}
   */
  static boolean begin(HttpServerRequest request, Answer stream) {
    HttpServerResponse response = request.response();
    response
        .setStatusCode(stream.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, stream.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE)
        // The connection has lost its guard against silence; it is not used again.
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .putHeader("X-Accel-Buffering", "no");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
      return false;
    }
    // The head goes out with a first comment: alone, Vert.x would announce chunks to HTTP/1.0 too.
    response.setChunked(true).write(EventStream.COMMENT);
    return true;
  }

  private static boolean isFresh(HttpServerRequest request, CharSequence etag) {
    MultiMap asked = request.headers();
    return asked.contains(HttpHeaders.IF_NONE_MATCH)
        && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && EntityTags.noneMatchHolds(asked.getAll(HttpHeaders.IF_NONE_MATCH), etag.toString());
  }

  private static long length(HttpServerRequest request, Buffer body) {
    return request.method().equals(HttpMethod.HEAD) ? 0 : body.length();
  }

  private static Future<Void> end(
      HttpServerRequest request, CharSequence contentType, Buffer body) {
    HttpServerResponse response = request.response();
    if (body.length() > 0) {
      response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length())).end();
    }
    return SlicedBody.send(response, body);
  }

  /** Sends a problem document; one that comes too late to be sent has no bytes. */
  static Sent send(HttpServerRequest request, Problem problem, String requestId) {
    HttpServerResponse response = request.response();
    int status = problem.type().status();
    if (response.ended() || response.headWritten()) {
      return Sent.head(status);
    }
    response.setStatusCode(status);
    response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    Challenge.put(response, problem);
    problem
        .retryAfter()
        .ifPresent(
            delay ->
                response.putHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(ProblemJson.wholeSeconds(delay))));
    boolean last = response.headers().contains(HttpHeaders.CONNECTION);
    boolean linger =
        (last || Bodies.mostToCome(request) > MOST_DRAINED_BYTES) && !request.isEnded();
    if (linger) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    Buffer body = ProblemJson.body(problem, requestId);
    Future<Void> written = end(request, PROBLEM, body);
    if (linger) {
      // Closing at once would reset the connection, and the answer with it, while the caller sends.
      Vertx.currentContext().owner().setTimer(LINGER_MS, id -> request.connection().close());
    }
    return new Sent(status, length(request, body), written);
  }
}
