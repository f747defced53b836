package io.decisionos.gateway.load.engine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/**
 * A server of the tool's own, in its process, that answers everything at once and does nothing:
 * what a request to it takes is the tool's time and the machine's. Any thread may use it.
 */
public final class NothingServer {

  /** As long as a usual answer, so that reading it is warmed up and measured as well. */
  private static final Buffer ANSWER = Buffer.buffer("{\"nothing\":\"" + ".".repeat(180) + "\"}");

  private final Vertx vertx;
  private final HttpServer server;

  private NothingServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Opens one on a free port of this machine, on a thread of its own. */
  public static Future<NothingServer> open() {
    Vertx own = oneLoop();
    return own.createHttpServer()
        .requestHandler(NothingServer::answer)
        .listen(0, "127.0.0.1")
        .map(server -> new NothingServer(own, server))
        .recover(failure -> own.close().compose(closed -> Future.failedFuture(failure)));
  }

  /** A machinery of one event loop, which leaves no file behind. */
  public static Vertx oneLoop() {
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(files));
  }

  private static void answer(HttpServerRequest request) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("ETag", "\"nothing\"")
        .end(ANSWER);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  public Future<Void> close() {
    return vertx.close();
  }
}
