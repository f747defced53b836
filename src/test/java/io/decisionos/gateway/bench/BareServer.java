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
   * @param arguments the body, and {@code native} or {@code jdk} for the transport
   */
  public static void main(String[] arguments) {
    var body = Buffer.buffer(arguments[0]);
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setPreferNativeTransport(arguments[1].equals("native"));
    Vertx.vertx(options)
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(
            request -> request.response().putHeader("content-type", "application/json").end(body))
        .listen()
        .onSuccess(server -> System.out.println("ready http=127.0.0.1:" + server.actualPort()));
  }
}
