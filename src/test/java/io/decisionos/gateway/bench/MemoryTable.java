package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a gateway started as its users start it has in memory, and what it does while nobody asks.
 */
final class MemoryTable {
  private static final int TEN_THOUSAND = 10_000;
  private static final int HUNDRED_THOUSAND = 100_000;
  private static final int LOOKS = 10;

  /** By then a heap that is quiet has been collected several times. */
  private static final long SETTLED_SECONDS = 75;

  private static final long QUIET_SECONDS = 20;

  private final long secondsOfLoad;

  MemoryTable(long secondsOfLoad) {
    this.secondsOfLoad = secondsOfLoad;
  }

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("| tenants | MB after the start | MB a minute later | % of a core meanwhile |");
    Report.line("|---|---|---|---|");
    Resident few = started(2, Path.of("tenants"));
    Resident many = started(TEN_THOUSAND, tenants(TEN_THOUSAND));
    started(HUNDRED_THOUSAND, tenants(HUNDRED_THOUSAND));
    Report.line("");
    Report.line("| resident memory | MB | wanted |");
    Report.line("|---|---|---|");
    Report.line("| after the start | %.0f | under 150 |", few.atOnce());
    Report.line("| what 10,000 tenants cost | %.0f | under 60 |", many.later() - few.later());
    printUnderLoad();
  }

  private static ServerProcess gateway(Path tenants) throws IOException {
    return ServerProcess.command(
        List.of("./run.sh"), BenchGateway.at(tenants, Files.createTempDirectory("gateway")));
  }

  /** Megabytes when the gateway was ready, and when it had given back what the start took. */
  private record Resident(double atOnce, double later) {}

  private static Resident started(int count, Path tenants) throws IOException {
    Report.progress("starting over " + count + " tenants");
    try (var server = gateway(tenants)) {
      double atOnce = server.residentMegabytes();
      sleep(SETTLED_SECONDS);
      double later = server.residentMegabytes();
      double begin = server.cpuSeconds();
      sleep(QUIET_SECONDS);
      double percent = 100 * (server.cpuSeconds() - begin) / QUIET_SECONDS;
      Report.line("| %,d | %.0f | %.0f | %.1f |", count, atOnce, later, percent);
      return new Resident(atOnce, later);
    }
  }

  private static void sleep(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the gateway was to be left alone", e);
    }
  }

  private void printUnderLoad() throws IOException {
    try (var server = gateway(Path.of("tenants"))) {
      var load = new ClosedLoop(server.port("http"), "/slo?tenant=acme-corp");
      double most = 0;
      for (int look = 0; look < LOOKS; look++) {
        load.run(TimeUnit.SECONDS.toNanos(secondsOfLoad) / LOOKS);
        most = Math.max(most, server.residentMegabytes());
      }
      Report.line("| the most under load for %d s | %.0f | under 350 |", secondsOfLoad, most);
      sleep(SETTLED_SECONDS);
      Report.line("| a minute after it | %.0f | under 200 |", server.residentMegabytes());
    }
  }

  private static Path tenants(int count) throws IOException {
    Path directory = Files.createTempDirectory("tenants");
    for (int i = 0; i < count; i++) {
      Files.writeString(directory.resolve("t" + i + ".yaml"), tenant(i));
    }
    return directory;
  }

  private static String tenant(int i) {
    return """
        tenant_id: t-%1$d
        name: Tenant %1$d
        status: active
        limits:
          max_qps: 1000
        slo_overlay:
          latency_p95_ms: %2$d
          latency_p99_ms: 500
        label_overlay:
          additional_labels:
            - key: business_unit
              type: categorical
              values: [sales, engineering, finance]
        contacts:
          technical_email: t%1$d@example.com
        """
        .formatted(i, 50 + i % 100);
  }
}
