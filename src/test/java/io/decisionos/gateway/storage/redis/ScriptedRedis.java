package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a real Redis, and answers in its place what a test wants, when it wants it. */
final class ScriptedRedis implements AutoCloseable {
  private static final Set<String> READS = Set.of("get", "list", "usage", "tenants");

  private final ServerSocket server;
  private final int redis;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Lie lie = new Lie(Point.NOWHERE, "");

  /** Where in the protocol something else is answered. */
  enum Point {
    NOWHERE,
    /** At once, before anything was asked. */
    CONNECT,
    HELLO,
    INFO,
    /** Every call of the script. */
    SCRIPT,
    /** Each operation of a call that writes. */
    WRITE
  }

  /**
   * What is answered there.
   *
   * @param answer an error for {@link Point#WRITE}, else raw; nothing for silence; {@code CLOSE}
   */
  record Lie(Point point, String answer) {}

  ScriptedRedis(RealRedis redis) {
    this.redis = redis.port();
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  private static void run(Runnable work) {
    var thread = new Thread(work, "scripted-redis");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  /** From now on; connections that are open meet it too, or are closed if it stands before them. */
  void lie(Point point, String answer) {
    lie = new Lie(point, answer);
    if (point != Point.SCRIPT && point != Point.WRITE) {
      open.forEach(ScriptedRedis::close);
    }
  }

  void tellTheTruth() {
    lie = new Lie(Point.NOWHERE, "");
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        run(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client;
        var behind = new Socket(InetAddress.getLoopbackAddress(), redis)) {
      Lie first = lie;
      if (first.point() != Point.CONNECT || say(client.getOutputStream(), first.answer())) {
        answer(client, behind);
      }
    } catch (IOException e) {
      // One of both has gone, and the other with it.
    } finally {
      open.remove(client);
    }
  }

  private void answer(Socket client, Socket behind) throws IOException {
    OutputStream out = client.getOutputStream();
    Resp.Request request = Resp.request(client.getInputStream());
    boolean goesOn = true;
    while (request != null && goesOn) {
      Lie now = lie;
      if (now.point() == Point.WRITE && writes(request)) {
        out.write(refusals(request, now.answer()).getBytes(UTF_8));
      } else if (isAt(now.point(), request)) {
        goesOn = say(out, now.answer());
      } else {
        behind.getOutputStream().write(request.raw().getBytes());
        out.write(Resp.answer(behind.getInputStream()));
      }
      request = goesOn ? Resp.request(client.getInputStream()) : null;
    }
  }

  private static boolean say(OutputStream out, String answer) throws IOException {
    if (answer.equals("CLOSE")) {
      return false;
    }
    out.write(answer.getBytes(UTF_8));
    return true;
  }

  private static boolean isAt(Point point, Resp.Request request) {
    String word = request.words().get(0).toUpperCase(Locale.ROOT);
    return switch (point) {
      case NOWHERE, CONNECT, WRITE -> false;
      case HELLO -> word.equals("HELLO");
      case INFO -> word.equals("INFO");
      case SCRIPT -> word.startsWith("EVAL");
    };
  }

  private static boolean writes(Resp.Request request) {
    return isAt(Point.SCRIPT, request) && !READS.containsAll(operations(request));
  }

  private static List<String> operations(Resp.Request request) {
    List<String> words = request.words();
    var operations = new ArrayList<String>();
    // After the keys, and the one under which tenants are noted.
    int at = 4 + Integer.parseInt(words.get(2));
    while (at < words.size()) {
      operations.add(words.get(at));
      at += 2 + Integer.parseInt(words.get(at + 1));
    }
    return operations;
  }

  private static String refusals(Resp.Request request, String error) {
    var answers = new StringBuilder();
    List<String> operations = operations(request);
    operations.forEach(
        each ->
            answers.append(
                Resp.list(READS.contains(each) ? List.of("NONE") : List.of("ERROR", error))));
    return "*" + operations.size() + "\r\n" + answers;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(ScriptedRedis::close);
  }
}
