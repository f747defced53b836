package io.decisionos.gateway.storage.redis;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.util.Optional;

/**
 * The baseline of compare-and-set on Redis: a Vert.x handler that hands each request's body to the
 * same script, over one connection that sends what came in one turn at once, and does nothing else.
 */
public final class BareCasServer {
  private static final long TTL_MS = 86_400_000;

  private final RedisLine line;
  private long tags;

  private BareCasServer(RedisLine line) {
    this.line = line;
  }

  /**
   * Serves on one event loop.
   *
   * @param arguments the port and the URL of Redis
   */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Context loop = vertx.getOrCreateContext();
    loop.runOnContext(v -> start(vertx, loop, Integer.parseInt(arguments[0]), arguments[1]));
  }

  private static void start(Vertx vertx, Context loop, int port, String url) {
    var settings = RedisAtHome.settings(url);
    var dialer = new RedisDialer(loop, settings);
    var primary = new RedisPrimary(loop, dialer, new RedisHome(), new RedisCaution());
    var search = RedisSearch.amongAddresses(settings.topology().addresses(), primary);
    var line =
        new RedisLine(
            loop,
            search,
            new Backoff(settings.longestPause()),
            RedisSite.whole(new RedisRoom(100)));
    var server = new BareCasServer(line);
    line.open()
        .compose(
            v ->
                vertx
                    .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                    .requestHandler(
                        request -> request.body().onSuccess(b -> server.put(request, b)))
                    .listen())
        .onSuccess(listening -> System.out.println("ready"));
  }

  private void put(HttpServerRequest request, Buffer body) {
    String name = request.path().substring("/etags/".length());
    String match = Optional.ofNullable(request.getHeader("If-Match")).orElse("");
    String listed = match.isEmpty() ? "" : match.replace('"', '\n');
    long now = System.currentTimeMillis();
    String tag = "bare-" + tags++;
    var call =
        RedisCall.write(
            "put",
            "dos:etag:bare:" + name,
            "etag",
            "bare",
            name,
            now,
            listed,
            "",
            "",
            now,
            tag,
            now + TTL_MS,
            "",
            "",
            body);
    line.ask(call)
        .onSuccess(answer -> answer(request, answer))
        .onFailure(cause -> fail(request, cause));
  }

  private static void fail(HttpServerRequest request, Throwable cause) {
    request
        .response()
        .setStatusCode(503)
        .end(new JsonObject().put("detail", cause.getMessage()).toBuffer());
  }

  private static void answer(HttpServerRequest request, Response answer) {
    boolean stored = answer.get(0).toString().equals("STORED");
    String tag = stored ? '"' + answer.get(2).toString() + '"' : "";
    request
        .response()
        .setStatusCode(stored ? 200 : 412)
        .putHeader("content-type", "application/json")
        .putHeader("etag", tag)
        .end(new JsonObject().put("result", "OK").put("etag", tag).toBuffer());
  }
}
