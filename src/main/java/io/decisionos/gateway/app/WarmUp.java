package io.decisionos.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM load the code that serves HTTP, which takes a tenth of a second, before the first
 * caller needs it: a server on a port of its own answers one request of ours. Our listeners are not
 * asked, as what they answer is counted and logged.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Buffer REQUEST =
      Buffer.buffer("GET / HTTP/1.1\r\nHost: " + LOOPBACK + "\r\nConnection: close\r\n\r\n");

  private WarmUp() {}

  /** Begins; what it opens is closed by itself. */
  static void begin(Vertx vertx) {
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(request -> request.response().end("warm"));
    NetClient client = vertx.createNetClient();
    server
        .listen(0, LOOPBACK)
        .compose(open -> client.connect(open.actualPort(), LOOPBACK))
        .compose(WarmUp::ask)
        .onFailure(
            cause -> LOG.debug("the code that serves HTTP is left to its first caller", cause))
        .eventually(client::close)
        .eventually(server::close);
  }

  private static Future<Void> ask(NetSocket socket) {
    Promise<Void> closed = Promise.promise();
    socket.closeHandler(v -> closed.complete());
    return socket.write(REQUEST).compose(v -> closed.future());
  }
}
