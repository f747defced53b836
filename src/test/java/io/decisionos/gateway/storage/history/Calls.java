package io.decisionos.gateway.storage.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.fixture.RawHttp;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * One client's connection to a gateway that may be killed at any time and come back on another
 * port. For one thread.
 */
final class Calls implements AutoCloseable {
  private static final int PATIENCE_MS = 8000;

  /** From the tenant's limit, which a warm gateway on a quiet machine reaches. */
  private static final int OVER_LIMIT = 429;

  private final IntSupplier port;
  private Socket socket;
  private InputStream in;

  Calls(IntSupplier port) {
    this.port = port;
  }

  /** What came of a call. */
  enum Fate {
    ANSWERED,
    /** It was not done, and never will be. */
    NOT_DONE,
    UNKNOWN
  }

  /**
   * An answer, if there was one.
   *
   * @param status 0 without an answer
   */
  record Heard(Fate fate, int status, String body, Optional<String> tag, boolean replayed) {
    private static final Heard NOTHING = new Heard(Fate.UNKNOWN, 0, "", Optional.empty(), false);
    private static final Heard NOT_SENT = new Heard(Fate.NOT_DONE, 0, "", Optional.empty(), false);
  }

  Heard send(String method, String target, String body, String... headers) {
    if (!connected()) {
      return Heard.NOT_SENT;
    }
    try {
      socket.getOutputStream().write(request(method, target, body, headers).getBytes(UTF_8));
      return heard(RawHttp.read(in));
    } catch (IOException e) {
      close();
      return Heard.NOTHING;
    }
  }

  private static String request(String method, String target, String body, String... headers) {
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    text.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
    return text.append(body).toString();
  }

  private boolean connected() {
    if (socket != null) {
      return true;
    }
    try {
      var fresh = new Socket();
      fresh.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), PATIENCE_MS);
      fresh.setSoTimeout(PATIENCE_MS);
      fresh.setTcpNoDelay(true);
      in = new BufferedInputStream(fresh.getInputStream());
      socket = fresh;
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Heard heard(RawHttp.Response response) {
    Fate fate = Fate.ANSWERED;
    if (response.status() == OVER_LIMIT) {
      fate = Fate.NOT_DONE;
    } else if (response.status() >= 500) {
      boolean unknown =
          response.status() == 500 || new JsonObject(response.body()).containsKey("outcome");
      fate = unknown ? Fate.UNKNOWN : Fate.NOT_DONE;
    }
    boolean replayed = response.header("Idempotency-Replayed").isPresent();
    return new Heard(fate, response.status(), response.body(), response.header("ETag"), replayed);
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
        in = null;
      }
      socket = null;
    }
  }
}
