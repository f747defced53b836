package io.decisionos.gateway.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;

/** The baseline: a Vert.x handler that returns a fixed JSON text and does nothing else. */
public final class BareServer {
  private BareServer() {}

  /**
   * Serves on one event loop.
   *
   * @param arguments the port and the body
   */
  public static void main(String[] arguments) {
    var body = Buffer.buffer(arguments[1]);
    var options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[0]));
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
        .createHttpServer(options)
        .requestHandler(
            request -> request.response().putHeader("content-type", "application/json").end(body))
        .listen()
        .onSuccess(server -> System.out.println("ready"));
  }
}
