package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** A connection with the client that made it, both of which end together. */
record RedisWire(Redis client, RedisConnection connection) {
  private static final String CLOSED = "CONNECTION_CLOSED";
  private static final String UNREADABLE = "ILLEGAL_STATE";

  Future<Response> send(Request request) {
    return connection.send(request);
  }

  void onEnd(Runnable ended) {
    connection.exceptionHandler(cause -> ended.run()).endHandler(v -> ended.run());
  }

  void close() {
    connection.close();
    client.close();
  }

  /** Tells whether Redis answered and refused, so that nothing has happened. */
  static boolean isRefusal(Throwable cause) {
    // The client words what it met itself as if Redis had said it.
    return cause instanceof Response answer
        && answer.type() == ResponseType.ERROR
        && !CLOSED.equals(cause.getMessage())
        && !cause.getMessage().startsWith(UNREADABLE);
  }

  static boolean isUnknownScript(Throwable cause) {
    return isRefusal(cause) && cause.getMessage().startsWith("NOSCRIPT");
  }
}
