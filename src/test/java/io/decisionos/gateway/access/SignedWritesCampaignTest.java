package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawCaller;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signed writes, each sent again and again, at once and later, over kills and restarts: a few in
 * every build, a million with {@code -Pcampaign}. Each writes an entry of its own, so that whoever
 * takes one twice replaces what it wrote itself.
 */
final class SignedWritesCampaignTest {
  private static final int WRITES = Integer.getInteger("campaign.signed", 1000);
  private static final int RESTARTS = Math.max(2, WRITES / 40_000);
  private static final int CALLERS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long A_WHILE_NANOS = 5_000_000;
  private static final int RECENT = 256;
  private static final int KEPT = 4096;
  private static final SigningKey KEY = SigningKey.make("mac", Algorithm.HMAC_SHA256);

  @TempDir private Path home;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicReferenceArray<Write> recent = new AtomicReferenceArray<>(RECENT);
  private final AtomicReferenceArray<Write> kept = new AtomicReferenceArray<>(KEPT);
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private volatile int port;
  private volatile boolean serving;

  /** A write that was signed once, and is spelled once. */
  private static final class Write {
    final int number;
    final byte[] request;
    final AtomicInteger accepted = new AtomicInteger();

    Write(int number, Request signed) {
      this.number = number;
      this.request = RawCaller.bytes(signed);
    }
  }

  private GatewayProcess start() throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            "io.decisionos.gateway.app.Main");
    var gateway =
        GatewayProcess.start(
            command,
            Map.of(
                "DECISIONOS_CONF", home.resolve("conf").toString(),
                "DECISIONOS_TENANTS", home.resolve("tenants").toString(),
                "DECISIONOS_DATA", home.resolve("var").toString(),
                "DECISIONOS_AUTH", "signed",
                "DECISIONOS_OVERLOAD_TARGET_MS", "0",
                "DECISIONOS_HTTP_PORT", "0",
                "DECISIONOS_OPS_PORT", "0"));
    port = gateway.awaitReady().http();
    serving = true;
    return gateway;
  }

  private void prepare() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    try (Stream<Path> shipped = Files.list(Path.of("conf"))) {
      for (Path file : shipped.toList()) {
        Files.copy(file, conf.resolve(file.getFileName()));
      }
    }
    KEY.writeTo(conf);
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: writers\n    purpose: requests\n    scopes: \"store:write\"\n"
            + "    keys:\n"
            + KEY.entry("active"));
    Files.writeString(
        Files.createDirectories(home.resolve("tenants")).resolve("w.yaml"),
        "tenant_id: w\nname: Without limits\nstatus: active\nclock_skew_ms: 300000\n");
  }

  @Test
  void noSignedWriteIsTakenTwiceWhateverHappensMeanwhile() throws Exception {
    prepare();
    GatewayProcess gateway = start();
    List<Thread> callers = Stream.generate(() -> new Thread(this::call)).limit(CALLERS).toList();
    try {
      callers.forEach(Thread::start);
      for (int i = 1; i <= RESTARTS; i++) {
        awaitWrites((int) ((long) WRITES * i / (RESTARTS + 1)));
        // Whoever is at it meets the end; the others wait for the next beginning.
        serving = false;
        if (i % 2 == 0) {
          gateway.terminate();
          gateway.awaitExit();
        }
        gateway.close();
        gateway = start();
      }
      for (Thread caller : callers) {
        caller.join();
      }
    } finally {
      begun.set(WRITES);
      serving = true;
      gateway.close();
    }

    System.out.printf(
        "campaign writes=%d accepted=%d replayed=%d unknown=%d restarts=%d%n",
        WRITES, accepted.sum(), replayed.sum(), unknown.sum(), RESTARTS);
    assertThat(complaints).isEmpty();
    assertThat(accepted.sum()).isGreaterThan(WRITES / 2);
    assertThat(replayed.sum()).isGreaterThan(WRITES / 2);
  }

  private void awaitWrites(int count) {
    Await.until(PATIENCE, () -> begun.get() >= count || !complaints.isEmpty(), begun::get);
  }

  private void call() {
    try (var caller = new RawCaller(() -> port)) {
      for (int number = begun.incrementAndGet();
          number <= WRITES;
          number = begun.incrementAndGet()) {
        while (!serving) {
          LockSupport.parkNanos(A_WHILE_NANOS);
        }
        Write write = sign(number);
        recent.set(number % RECENT, write);
        if (number % 50 == 0) {
          kept.set(number / 50 % KEPT, write);
        }
        send(caller, write);
        again(caller, recent, RECENT);
        if (number % 8 == 0) {
          again(caller, kept, KEPT);
        }
      }
    }
  }

  private void again(RawCaller caller, AtomicReferenceArray<Write> from, int size) {
    Optional.ofNullable(from.get(ThreadLocalRandom.current().nextInt(size)))
        .ifPresent(write -> send(caller, write));
  }

  private static Write sign(int number) {
    // What is kept for longer must find its entry still there.
    int ttl = number % 50 == 0 ? 3_600_000 : 60_000;
    Request request =
        Request.of("PUT", "/etags/w" + number + "?tenant=w&ttl_ms=" + ttl, "1")
            .with("content-type", "application/json");
    Request signed =
        new RequestSigner(KEY).sign(request, Instant.now().getEpochSecond(), "n" + number);
    return new Write(number, signed);
  }

  private void send(RawCaller caller, Write write) {
    Optional<RawHttp.Response> answer = caller.send(write.request);
    int status = answer.map(RawHttp.Response::status).orElse(0);
    switch (status) {
      case 200 -> complaints.add("write " + write.number + " replaced what it wrote itself");
      case 201 -> {
        accepted.increment();
        if (write.accepted.incrementAndGet() > 1) {
          complaints.add("write " + write.number + " was taken twice");
        }
      }
      case 401 -> {
        replayed.increment();
        if (!answer.orElseThrow().body().matches(".*(auth\\.replayed|created is too far).*")) {
          complaints.add(answer.orElseThrow().body());
        }
      }
      case 0, 503 -> {
        unknown.increment();
      }
      default -> complaints.add(answer.orElseThrow().toString());
    }
  }
}
