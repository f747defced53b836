package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawCaller;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overload as callers see it: a crowd of one tenant, and another one within its share. */
final class OverloadGateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CROWD = 24;
  private static final int ASKED = 20;
  private static final String LABELS =
      IntStream.range(0, 3_000)
          .mapToObj(i -> "\"label-number-" + i + "\":1")
          .collect(Collectors.joining(",", "{\"labels\":{", "}}"));
  private static final byte[] WORK =
      ("POST /labels/validate?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + LABELS.length()
              + "\r\n\r\n"
              + LABELS)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LITTLE =
      "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** A refusal, and how long its caller was kept waiting for it. */
  private record Refusal(RawHttp.Response answer, long millis) {}

  @TempDir private Path home;
  private final ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<RawHttp.Response> others = new ConcurrentLinkedQueue<>();
  private final AtomicInteger served = new AtomicInteger();
  private RunningGateway gateway;
  private volatile boolean over;

  @BeforeEach
  void start() throws IOException {
    gateway =
        RunningGateway.start(
            home, Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "1", "DECISIONOS_OVERLOAD_TARGET_MS", "1"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    disperse();
    gateway.close();
  }

  private void gather() {
    for (int i = 0; i < CROWD; i++) {
      crowd.execute(this::insist);
    }
  }

  private void insist() {
    try (var caller = new RawCaller(gateway::httpPort)) {
      while (!over) {
        long begun = System.nanoTime();
        caller.send(WORK).ifPresent(answer -> note(answer, System.nanoTime() - begun));
      }
    }
  }

  private void note(RawHttp.Response answer, long nanos) {
    switch (answer.status()) {
      case 200 -> served.incrementAndGet();
      case 503 -> refusals.add(new Refusal(answer, TimeUnit.NANOSECONDS.toMillis(nanos)));
      default -> others.add(answer);
    }
  }

  private void disperse() throws InterruptedException {
    over = true;
    crowd.shutdown();
    assertThat(crowd.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private RawHttp.Response little() {
    try (var caller = new RawCaller(gateway::httpPort)) {
      return caller.send(LITTLE).orElseThrow();
    }
  }

  private boolean isUnlimited() {
    return gateway
        .ops("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("gateway_overload_rate{"))
        .allMatch(line -> line.endsWith(" +Inf"));
  }

  @Test
  void whoIsOverItsShareIsRefusedAndTheOtherServed() throws InterruptedException {
    assertThat(isUnlimited()).isTrue();

    gather();
    Await.until(PATIENCE, () -> refusals.size() >= ASKED, () -> served + " served");
    for (int i = 0; i < ASKED; i++) {
      assertThat(little().status()).isEqualTo(200);
    }
    int before = served.get();
    Await.until(PATIENCE, () -> served.get() > before, () -> "nobody is served any more");
    disperse();

    assertThat(others).isEmpty();
    assertThat(refusals)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.answer().body()).contains("\"gateway.overloaded\"");
              assertThat(refusal.answer().header("Retry-After")).get().asString().matches("[1-5]");
              // It is held back, so that whoever insists costs less than the work that is saved.
              assertThat(refusal.millis()).isGreaterThanOrEqualTo(99);
            });
    assertThat(refusals.stream().map(refusal -> refusal.answer().header("Retry-After")).distinct())
        .as("spread, so that not all come back at once")
        .hasSizeGreaterThan(1);
    Await.until(PATIENCE, this::isUnlimited, () -> "what came is over, and it still refuses");
  }
}
