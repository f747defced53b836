package io.decisionos.gateway.app;

import io.decisionos.gateway.http.ListenerParts;
import io.decisionos.gateway.http.Tls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a listener whether it is alive. Its first answer takes a tenth of a second longer than all
 * others, as the JVM loads the code for it; so the first caller need not wait for that, nor for
 * most of it on another listener.
 */
final class FirstAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAnswer.class);
  private static final String QUESTION =
      "GET /healthz HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n";

  private FirstAnswer() {}

  /** Begins to ask; a listener that encrypts is left to its first caller. */
  static void ask(Vertx vertx, ListenerParts.Bind bind, int port) {
    if (bind.tls().mode() == Tls.Mode.ON) {
      return;
    }
    NetClient client = vertx.createNetClient();
    client
        .connect(port, bind.host())
        .compose(socket -> answered(socket, QUESTION.formatted(bind.host(), port)))
        .onFailure(cause -> LOG.debug("the listener could not be asked port={}", port, cause))
        .eventually(client::close);
  }

  private static Future<Void> answered(NetSocket socket, String question) {
    Promise<Void> closed = Promise.promise();
    socket.closeHandler(v -> closed.complete());
    return socket.write(Buffer.buffer(question)).compose(v -> closed.future());
  }
}
