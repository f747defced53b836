package io.decisionos.gateway.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of several gateways, who ask each for so much a second and note when it was given. Times
 * are in ticks of 10 ms since they began.
 */
final class PacedCallers implements AutoCloseable {
  /** Ticks of a second. */
  static final int SECOND = 100;

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / SECOND;
  private static final int MOST_TICKS = 600 * SECOND;
  private static final int MOST_AT_ONCE = 256;
  private static final int OK = 200;

  /** What a caller who was held up makes good, in seconds. */
  private static final double MADE_GOOD = 0.1;

  private final AtomicIntegerArray passed = new AtomicIntegerArray(MOST_TICKS);
  private final AtomicIntegerArray asked = new AtomicIntegerArray(MOST_TICKS);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<CompletableFuture<Void>> callers = new ArrayList<>();
  private final byte[] request;
  private final long begin = System.nanoTime();
  private volatile double[] perSecond;
  private volatile boolean isOver;

  /** Begins, with nothing to ask for yet. */
  PacedCallers(List<Integer> ports, String target) {
    request = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    perSecond = new double[ports.size()];
    for (int i = 0; i < ports.size(); i++) {
      int which = i;
      callers.add(CompletableFuture.runAsync(() -> call(which, ports.get(which)), threads));
    }
  }

  /** From now on, of each gateway. */
  void ask(double... ofEach) {
    perSecond = ofEach.clone();
  }

  int now() {
    return (int) ((System.nanoTime() - begin) / TICK_NANOS);
  }

  /** How much was given. */
  long passed(int from, int to) {
    return sum(passed, from, to);
  }

  /** How much was asked for. */
  long asked(int from, int to) {
    return sum(asked, from, to);
  }

  private static long sum(AtomicIntegerArray counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  private void call(int which, int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      long last = System.nanoTime();
      double due = 0;
      while (!isOver) {
        long now = System.nanoTime();
        double rate = perSecond[which];
        due = Math.min(due + rate * (now - last) / 1e9, 1 + rate * MADE_GOOD);
        last = now;
        int count = Math.min((int) due, MOST_AT_ONCE);
        due -= count;
        if (count == 0) {
          LockSupport.parkNanos(TICK_NANOS / 10);
        } else {
          exchange(socket, in, count);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exchange(Socket socket, InputStream in, int count) throws IOException {
    byte[] all = new byte[count * request.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(request, 0, all, i * request.length, request.length);
    }
    socket.getOutputStream().write(all);
    asked.addAndGet(now(), count);
    for (int i = 0; i < count; i++) {
      if (status(in) == OK) {
        passed.incrementAndGet(now());
      }
    }
  }

  /** The status of the next answer, the rest of which is read, too. */
  private static int status(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the gateway ended the connection");
      }
      head.append((char) next);
    }
    String text = head.toString().toLowerCase(Locale.ROOT);
    int length = text.indexOf("content-length:") + "content-length:".length();
    in.skipNBytes(Integer.parseInt(text.substring(length, text.indexOf('\r', length)).strip()));
    return Integer.parseInt(text.substring(9, 12));
  }

  /** Ends, and fails if a caller did. */
  @Override
  public void close() {
    isOver = true;
    threads.shutdown();
    callers.forEach(CompletableFuture::join);
  }
}
