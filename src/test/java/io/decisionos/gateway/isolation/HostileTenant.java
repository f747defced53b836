package io.decisionos.gateway.isolation;

import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A tenant that sends all that it can think of for as long as it may: the other one's keys, nonces
 * and tags, paths, header fields and bodies that no one should send, and floods. Seeded.
 */
final class HostileTenant implements AutoCloseable {
  private static final int THREADS = 3;
  private static final List<String> METHODS =
      List.of("GET", "GET", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE");
  private static final List<String> PATHS =
      List.of(
          "/slo",
          "/slo/",
          "/labels",
          "/labels/validate",
          "/etags",
          "/etags/",
          "/replay",
          "/events/reasons",
          "/evidence",
          "/evidence/",
          "/evidence/summary",
          "/ops/tenants/beta",
          "/readyz",
          "/metrics",
          "//",
          "/../beta",
          "/etags/..%2Fbeta%2F",
          "/etags/%00",
          "/etags/%ff",
          "*");
  private static final List<String> VALUES =
      List.of(
          "k0",
          "k1",
          "k1-once",
          "ik1",
          "n0",
          "n1",
          "beta",
          "*",
          "\"never\"",
          "%2e%2e%2f",
          "%0d%0a",
          "\u0000",
          "-1",
          "999999999999999999999",
          "dos:etag:beta:k0",
          "{}",
          "x".repeat(3000));
  private static final List<String> FIELDS =
      List.of(
          "If-Match",
          "If-None-Match",
          "Idempotency-Key",
          "X-Request-Id",
          "Authorization",
          "Cookie",
          "traceparent",
          "X-DecisionOS-Tenant",
          "Content-Type",
          "Expect",
          "Connection",
          "Range");

  private final int port;
  private final String token;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final LongAdder answers = new LongAdder();
  private final CountDownLatch overTheLimit = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CompletableFuture<?>[] running;

  private HostileTenant(Side side, long seed) {
    this.port = side.gateway().httpPort();
    this.token = side.token();
    this.running =
        IntStream.range(0, THREADS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> rage(new Random(seed + i)), threads))
            .toArray(CompletableFuture[]::new);
  }

  /** Begins, and waits until the tenant has been refused for being over its limit. */
  static HostileTenant of(Side side, long seed) throws InterruptedException {
    var hostile = new HostileTenant(side, seed);
    if (!hostile.overTheLimit.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("never over the limit after " + hostile.answers + " answers");
    }
    return hostile;
  }

  long answers() {
    return answers.sum();
  }

  private void rage(Random random) {
    while (!stop.get()) {
      try {
        for (RawHttp.Response answer : RawHttp.pipeline(port, burst(random))) {
          answers.increment();
          if (answer.status() == 429) {
            overTheLimit.countDown();
          }
        }
      } catch (IOException e) {
        // The gateway hangs up on what is no HTTP.
      }
    }
  }

  /** A few requests on one connection. */
  private List<String> burst(Random random) {
    return IntStream.range(0, 1 + random.nextInt(40)).mapToObj(i -> request(random)).toList();
  }

  private String request(Random random) {
    String method = pick(random, METHODS);
    String path = pick(random, PATHS);
    String target =
        path
            + (path.endsWith("/") ? pick(random, VALUES).replaceAll("[\\s\\x00]", "") : "")
            + (random.nextInt(5) == 0 ? "?tenant=beta" : "?tenant=alpha")
            + (random.nextInt(4) == 0 ? "&cursor=" + pick(random, VALUES).strip() : "");
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Authorization: Bearer ").append(token).append("\r\n");
    for (int i = random.nextInt(3); i > 0; i--) {
      head.append(pick(random, FIELDS)).append(": ").append(pick(random, VALUES)).append("\r\n");
    }
    return head + body(random);
  }

  private static String body(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "Content-Length: 2000000\r\n\r\n";
      case 1 ->
          json(
              "{\"nonce\":\"n"
                  + random.nextInt(20)
                  + "\",\"timestamp_ms\":"
                  + System.currentTimeMillis()
                  + "}");
      case 2 -> json("{\"labels\":{\"stage\":\"" + "y".repeat(random.nextInt(5000)) + "\"}}");
      case 3 -> json("[".repeat(random.nextInt(3000)));
      case 4 -> "Transfer-Encoding: chunked\r\n\r\nzz\r\n";
      default -> "\r\n";
    };
  }

  private static String json(String text) {
    return "Content-Type: application/json\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Ends; fails with what went wrong in the hostile tenant itself, if anything did. */
  @Override
  public void close() {
    stop.set(true);
    CompletableFuture.allOf(running).orTimeout(60, TimeUnit.SECONDS).join();
    threads.shutdown();
  }
}
