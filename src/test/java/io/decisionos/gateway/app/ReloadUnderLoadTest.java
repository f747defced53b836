package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reloads one tenant again and again while requests run. {@code -Dreloads=1000} makes it long; the
 * line that it prints holds the figures.
 */
final class ReloadUnderLoadTest {
  private static final int RELOADS = Integer.getInteger("reloads", 60);
  private static final int WARM_UP = 20;
  private static final int CALLERS = 2;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MOST_GROWTH_BYTES = 4L << 20;

  @TempDir private Path home;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();

  @Test
  void noRequestSeesTwoGenerationsAndNothingLeaks() throws Exception {
    try (var gateway = RunningGateway.start(home)) {
      write(gateway, 1);
      // The shipped tenants have limits, which callers without pause would meet.
      Files.writeString(
          gateway.tenants().resolve("calm.yaml"), "tenant_id: calm\nname: C\nstatus: active\n");
      gateway.reload();
      String otherTenant = body(gateway, "calm");
      ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(callers.submit(() -> callWithoutPause(gateway, otherTenant)));
      }
      reload(gateway, 2, WARM_UP);
      long threads = threads();
      long watches = watches();
      long heap = heapAfterCollection();

      reload(gateway, 2 + WARM_UP, RELOADS);

      long growth = heapAfterCollection() - heap;
      stop.set(true);
      for (Future<?> caller : running) {
        caller.get(30, TimeUnit.SECONDS);
      }
      callers.shutdown();
      System.out.printf(
          "reloads=%d requests=%d heap_growth_bytes=%d threads=%d->%d watches=%d->%d%n",
          RELOADS, requests.get(), growth, threads, threads(), watches, watches());
      assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
      // Pools still grow to their size; a thread leaked by each reload would be many more.
      assertThat(threads()).isLessThan(threads + RELOADS / 4);
      assertThat(watches()).isEqualTo(watches);
    }
  }

  private static void reload(RunningGateway gateway, int first, int times) throws IOException {
    for (int n = first; n < first + times; n++) {
      write(gateway, n);
      awaitVisible(gateway, n);
    }
  }

  /** Every value of a version is the version's number, so that a mixture shows. */
  private static void write(RunningGateway gateway, int n) throws IOException {
    Path temporary = gateway.tenants().resolve(".busy.tmp");
    Files.writeString(
        temporary,
        """
        tenant_id: busy
        name: Busy
        status: active
        slo_overlay:
          latency_p95_ms: %1$d
          latency_p99_ms: %1$d
          saturation: {max_qps: %1$d}
        """
            .formatted(n));
    Files.move(temporary, gateway.tenants().resolve("busy.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void awaitVisible(RunningGateway gateway, int n) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!body(gateway, "busy").contains("\"latency_p95_ms\":" + n + ",")) {
      assertThat(System.nanoTime()).as("version %d is visible in time", n).isLessThan(deadline);
    }
  }

  private void callWithoutPause(RunningGateway gateway, String otherTenant) {
    while (!stop.get()) {
      JsonObject slo = new JsonObject(body(gateway, "busy")).getJsonObject("slo");
      assertThat(slo.getInteger("latency_p99_ms")).isEqualTo(slo.getInteger("latency_p95_ms"));
      assertThat(slo.getJsonObject("saturation").getInteger("max_qps"))
          .isEqualTo(slo.getInteger("latency_p95_ms"));
      assertThat(body(gateway, "calm")).isEqualTo(otherTenant);
      requests.addAndGet(2);
    }
  }

  private static String body(RunningGateway gateway, String tenant) {
    HttpResponse<String> response = gateway.get("/slo?tenant=" + tenant);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The threads of this process but those of the HTTP client, which come and go as it likes. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("HttpClient"))
        .count();
  }

  /** The kernel's count of this process's file watches. */
  private static long watches() throws IOException {
    long watches = 0;
    try (Stream<Path> infos = Files.list(Path.of("/proc/self/fdinfo"))) {
      for (Path info : infos.toList()) {
        try (Stream<String> lines = Files.lines(info)) {
          watches += lines.filter(line -> line.startsWith("inotify wd:")).count();
        } catch (IOException e) {
          // The descriptor was closed since the listing: it holds no watch.
        }
      }
    }
    return watches;
  }
}
