package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.LiveTenants.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Prints how long a cold load takes and how long an edit takes from its write to the announcement
 * of the new book, with few and with many tenants. A program; nothing is asserted.
 */
final class ReloadTimes {
  private static final int EDITS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DETAILS =
      """
      limits: {max_qps: 1000, max_storage_gb: 10, max_users: 100}
      slo_overlay: {latency_p95_ms: 200, latency_p99_ms: 500, error_rate_max: 0.01}
      billing: {plan: free, currency: USD}
      contacts: {technical_email: ops@example.com, billing_email: billing@example.com}
      metadata: {industry: general, region: us-east-1}
      """;

  private ReloadTimes() {}

  /** Measures with 10 tenants and with 10,000, or with the numbers given. */
  public static void main(String[] arguments) throws IOException {
    List<String> sizes = arguments.length == 0 ? List.of("10", "10000") : List.of(arguments);
    for (String size : sizes) {
      measure(Integer.parseInt(size));
    }
  }

  private static void measure(int tenants) throws IOException {
    Path directory = Files.createTempDirectory("reload-times");
    for (int i = 0; i < tenants; i++) {
      Files.writeString(directory.resolve("t" + i + ".yaml"), file("t" + i, "Cold") + DETAILS);
    }
    long begin = System.nanoTime();
    try (LiveTenants live = LiveTenants.start(directory)) {
      System.out.printf(
          "tenants=%d cold_load_ms=%d process_cpu_ms=%d%n",
          tenants, millis(System.nanoTime() - begin), processTime().toMillis());
      Duration cpu = processTime();
      List<Long> times = edits(live, tenants);
      System.out.printf(
          "tenants=%d edits=%d cpu_ms_per_edit=%d p50_ms=%d p99_ms=%d max_ms=%d%n",
          tenants,
          times.size(),
          processTime().minus(cpu).toMillis() / EDITS,
          times.get(times.size() / 2),
          times.get(times.size() * 99 / 100),
          times.get(times.size() - 1));
    } finally {
      delete(directory);
    }
  }

  private static List<Long> edits(LiveTenants live, int tenants) {
    var random = new Random(1);
    var times = new ArrayList<Long>();
    for (int i = 0; i < EDITS; i++) {
      String id = "t" + random.nextInt(tenants);
      long begin = System.nanoTime();
      live.write(id + ".yaml", file(id, "Edit " + i) + DETAILS);
      live.await(id, "Edit " + i, PATIENCE);
      times.add(millis(System.nanoTime() - begin));
      // No gateway keeps two hundred books, and collecting around them would be measured too.
      live.forget();
    }
    times.sort(Long::compare);
    return times;
  }

  /** What this process has used of all cores: tells more than the clock on a busy machine. */
  private static Duration processTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
