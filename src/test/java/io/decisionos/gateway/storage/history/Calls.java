package io.decisionos.gateway.storage.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.fixture.RawHttp;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One client's connections to gateways that may be killed at any time and come back on other ports.
 * For one thread.
 */
final class Calls implements AutoCloseable {
  private static final int PATIENCE_MS = 8000;

  /** From the tenant's limit, which a warm gateway on a quiet machine reaches. */
  private static final int OVER_LIMIT = 429;

  private final Door door;
  private final Map<Integer, Line> lines = new HashMap<>();

  private volatile Heard last = Heard.NOT_SENT;

  Calls(Door door) {
    this.door = door;
  }

  /** A connection to one of them. */
  private record Line(Socket socket, InputStream in) {}

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

  /** What came of the last call, for any thread. */
  Heard lastHeard() {
    return last;
  }

  Heard send(String method, String target, String body, String... headers) {
    last = sent(method, target, body, headers);
    return last;
  }

  private Heard sent(String method, String target, String body, String... headers) {
    int port = door.port();
    Optional<Line> line = line(port);
    if (line.isEmpty()) {
      return Heard.NOT_SENT;
    }
    try {
      Socket socket = line.get().socket();
      socket.getOutputStream().write(request(method, target, body, headers).getBytes(UTF_8));
      return heard(RawHttp.read(line.get().in()));
    } catch (IOException e) {
      close(lines.remove(port));
      door.refused("no answer");
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

  private Optional<Line> line(int port) {
    if (lines.containsKey(port)) {
      return Optional.of(lines.get(port));
    }
    try {
      var socket = new Socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      var line = new Line(socket, new BufferedInputStream(socket.getInputStream()));
      lines.put(port, line);
      return Optional.of(line);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Heard heard(RawHttp.Response response) {
    boolean served = response.status() != OVER_LIMIT && response.status() < 500;
    Fate fate = served ? Fate.ANSWERED : fateOf(response);
    boolean replayed = response.header("Idempotency-Replayed").isPresent();
    return new Heard(fate, response.status(), response.body(), response.header("ETag"), replayed);
  }

  private Fate fateOf(RawHttp.Response refusal) {
    var problem = new JsonObject(refusal.body());
    door.refused(refusal.status() + " " + problem.getString("detail"));
    boolean unknown = refusal.status() == 500 || problem.containsKey("outcome");
    return unknown ? Fate.UNKNOWN : Fate.NOT_DONE;
  }

  private static void close(Line line) {
    try {
      line.socket().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lines.values().forEach(Calls::close);
    lines.clear();
  }
}
