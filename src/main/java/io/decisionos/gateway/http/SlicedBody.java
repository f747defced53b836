package io.decisionos.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Hands a large body over in slices, each when its caller has taken the ones before, as what is
 * handed over is copied to where the system reads it. Confined to the context of its request.
 */
final class SlicedBody {
  /** Bodies up to this size go out whole. */
  static final int SLICE = 64 << 10;

  private final HttpServerResponse response;
  private final Buffer body;
  private final Promise<Void> over = Promise.promise();
  private int at;

  private SlicedBody(HttpServerResponse response, Buffer body) {
    this.response = response;
    this.body = body;
  }

  /** Sends the body after its head; completes when it is out, and fails if it never will be. */
  static Future<Void> send(HttpServerResponse response, Buffer body) {
    if (body.length() <= SLICE) {
      return response.end(body);
    }
    response.headers().set(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
    var sliced = new SlicedBody(response, body);
    response.closeHandler(v -> sliced.over.tryFail("the caller has gone"));
    response.exceptionHandler(sliced.over::tryFail);
    sliced.goOn();
    return sliced.over.future();
  }

  private void goOn() {
    while (body.length() - at > SLICE) {
      if (over.future().isComplete()) {
        return;
      }
      if (response.writeQueueFull()) {
        response.drainHandler(v -> goOn());
        return;
      }
      response.write(body.slice(at, at + SLICE)).onFailure(over::tryFail);
      at += SLICE;
    }
    response.drainHandler(null);
    if (!over.future().isComplete()) {
      // The caller may go before this is out, and it is over then.
      response
          .end(body.slice(at, body.length()))
          .onSuccess(over::tryComplete)
          .onFailure(over::tryFail);
    }
  }
}
