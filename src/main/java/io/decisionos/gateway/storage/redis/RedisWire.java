package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.again.Again;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;

/**
 * A connection with the client that made it, both of which end together.
 *
 * @param patience how long an answer may take
 * @param replicas how many must have a write before it counts as done
 * @param waits for so many replicas
 */
record RedisWire(
    Context context,
    Redis client,
    RedisConnection connection,
    Duration patience,
    int replicas,
    SharedWait waits) {
  private static final String CLOSED = "CONNECTION_CLOSED";
  private static final String UNREADABLE = "ILLEGAL_STATE";

  /** Sends a command; fails when no answer came in time, too. */
  Future<Response> send(Request request) {
    Promise<Response> promise = Promise.promise();
    long timer =
        context.owner().setTimer(patience.toMillis(), id -> promise.tryFail("no answer in time"));
    connection.send(request).onComplete(result -> settle(promise, result));
    return promise.future().onComplete(v -> context.owner().cancelTimer(timer));
  }

  private static void settle(Promise<Response> promise, AsyncResult<Response> result) {
    // The timeout may have been faster; then nobody wants this any more.
    if (result.succeeded()) {
      promise.tryComplete(result.result());
    } else {
      promise.tryFail(result.cause());
    }
  }

  /**
   * Sends a turn to the script, which Redis may have forgotten.
   *
   * @param isGuest whether its keys are on their way to this node, which takes it only if it is
   *     told so right before
   */
  Future<Response> evaluate(RedisTurn turn, boolean isGuest) {
    RedisScript script = RedisScript.STORAGE;
    return send(turn.request(Command.EVALSHA, script.sha()), isGuest)
        .recover(
            cause ->
                isUnknownScript(cause)
                    ? send(turn.request(Command.EVAL, script.source()), isGuest)
                    : Future.failedFuture(cause));
  }

  private Future<Response> send(Request request, boolean isGuest) {
    if (!isGuest) {
      return send(request);
    }
    // Both leave in this order; if the first fails, the second is refused.
    Future<Response> asked = send(Request.cmd(Command.ASKING));
    return send(request).compose(answer -> asked.map(answer));
  }

  /**
   * Waits until enough replicas have what the turn wrote, which Redis has answered. It takes a part
   * of the patience only, as the turns after this one wait for it, too.
   *
   * @return false if they do not have it in time, or if nobody can tell
   */
  Future<Boolean> isReplicated(RedisTurn turn) {
    if (replicas == 0 || !turn.writes()) {
      return Future.succeededFuture(true);
    }
    return waits.join(this::awaitReplicas);
  }

  private Future<Boolean> awaitReplicas() {
    long millis = Math.max(1, patience.toMillis() / 4);
    return Again.attempt(() -> send(Request.cmd(Command.WAIT).arg(replicas).arg(millis)))
        .map(known -> known.toInteger() >= replicas)
        .otherwise(false);
  }

  void onEnd(Runnable ended) {
    connection.exceptionHandler(cause -> ended.run()).endHandler(v -> ended.run());
  }

  void close() {
    connection.close();
    client.close();
  }

  /** Takes nothing more, and closes when what is on its way is answered or late. */
  void retire() {
    context.owner().setTimer(patience.toMillis(), id -> close());
  }

  /** Tells whether Redis answered and refused. */
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
