package io.decisionos.gateway.bench;

import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends more than a limit allows over several connections and event loops, and counts what gets
 * through: once what was saved up is used, as much as the limit says. See {@code
 * docs/performance.md}.
 */
public final class RateBench {
  private static final long SECONDS = Long.getLong("seconds", 10);
  private static final long[] RATES = {10, 100, 1000, 10_000};
  private static final int CONNECTIONS = 4;
  private static final int PIPELINED = 32;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private RateBench() {}

  /** Measures each rate in turn and prints what got through. */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory("rates");
    Path tenants = Files.createDirectories(home.resolve("limited"));
    for (long rate : RATES) {
      Files.writeString(
          tenants.resolve("t" + rate + ".yaml"),
          "tenant_id: t%d\nname: T\nstatus: active\nlimits: {max_qps: %d, burst_ms: 100}\n"
              .formatted(rate, rate));
    }
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_TENANTS", tenants.toString()))) {
      for (long rate : RATES) {
        long passed = measure(gateway.httpPort(), "/slo?tenant=t" + rate);
        double deviation = 100.0 * passed / (rate * SECONDS) - 100;
        System.out.printf(
            Locale.ROOT,
            "max_qps %,7d: %,9d passed in %d s, %+.2f %%%n",
            rate,
            passed,
            SECONDS,
            deviation);
      }
    }
  }

  private static long measure(int port, String target) {
    var threads = Executors.newFixedThreadPool(CONNECTIONS);
    long begin = System.nanoTime() + SETTLE_NANOS;
    List<CompletableFuture<Long>> counts =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> count(port, target, begin), threads))
            .toList();
    long passed = counts.stream().mapToLong(CompletableFuture::join).sum();
    threads.shutdown();
    return passed;
  }

  /** The answers of 200 that come on one connection between the beginning and the end. */
  private static long count(int port, String target, long begin) {
    byte[] requests =
        ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .repeat(PIPELINED)
            .getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      long passed = 0;
      while (elapsed(begin) < SECONDS) {
        socket.getOutputStream().write(requests);
        for (int i = 0; i < PIPELINED; i++) {
          boolean ok = RawHttp.read(in).status() == 200;
          passed += ok && System.nanoTime() >= begin && elapsed(begin) < SECONDS ? 1 : 0;
        }
      }
      return passed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double elapsed(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
