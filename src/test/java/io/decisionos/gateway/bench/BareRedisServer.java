package io.decisionos.gateway.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The baseline of the storage path: a Vert.x handler that asks Redis for an entry with the
 * gateway's own script, one call for each request on one pipelined connection, and does nothing
 * else.
 */
public final class BareRedisServer {
  private final RedisConnection redis;
  private final String script;

  private BareRedisServer(RedisConnection redis, String script) {
    this.redis = redis;
    this.script = script;
  }

  /**
   * Serves on one event loop.
   *
   * @param arguments Redis's URL
   */
  public static void main(String[] arguments) throws IOException {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    String source = source();
    Redis.createClient(vertx, arguments[0])
        .connect()
        .compose(
            redis ->
                redis
                    .send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(source))
                    .map(sha -> new BareRedisServer(redis, sha.toString())))
        .compose(server -> server.listen(vertx))
        .onSuccess(port -> System.out.println("ready http=127.0.0.1:" + port));
  }

  private static String source() throws IOException {
    try (var in = BareRedisServer.class.getResourceAsStream("/redis/storage.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Future<Integer> listen(Vertx vertx) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(this::answer)
        .listen()
        .map(server -> server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    Request call =
        Request.cmd(Command.EVALSHA)
            .arg(script)
            .arg(1)
            .arg("dos:etag:bench:entry")
            .arg("dos:tenants")
            .arg("get")
            .arg(4)
            .arg("etag")
            .arg("bench")
            .arg("entry")
            .arg(System.currentTimeMillis());
    redis
        .send(call)
        .onSuccess(answers -> send(request, answers.get(0)))
        .onFailure(cause -> request.response().setStatusCode(503).end());
  }

  /** An entry is a word, its tag, its expiry and its bytes. */
  private static void send(HttpServerRequest request, Response entry) {
    Buffer body = entry.get(3).toBuffer();
    request.response().putHeader("content-type", "application/json").end(body);
  }
}
