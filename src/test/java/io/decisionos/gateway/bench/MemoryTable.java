package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Resident memory of a gateway started as its users start it. */
final class MemoryTable {
  private static final int MANY = 10_000;
  private static final int LOOKS = 10;

  /** By then a heap that is quiet has been collected several times. */
  private static final long SETTLED_SECONDS = 75;

  private final long secondsOfLoad;

  MemoryTable(long secondsOfLoad) {
    this.secondsOfLoad = secondsOfLoad;
  }

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("| resident memory | MB | wanted |");
    Report.line("|---|---|---|");
    Resident few = started(Path.of("tenants"));
    Resident many = started(manyTenants());
    Report.line("| after the start | %.0f | under 150 |", few.atOnce());
    Report.line("| the most under load for %d s | %.0f | under 350 |", secondsOfLoad, underLoad());
    Report.line("| after the start with %,d tenants | %.0f | |", MANY, many.atOnce());
    Report.line("| left alone for a minute, with 2 tenants | %.0f | |", few.later());
    Report.line("| left alone for a minute, with %,d tenants | %.0f | |", MANY, many.later());
    Report.line("| what these cost | %.0f | under 60 |", many.later() - few.later());
  }

  private static ServerProcess gateway(Path tenants) throws IOException {
    return ServerProcess.command(
        List.of("./run.sh"), BenchGateway.at(tenants, Files.createTempDirectory("gateway")));
  }

  /** Megabytes when the gateway was ready, and when it had given back what the start took. */
  private record Resident(double atOnce, double later) {}

  private static Resident started(Path tenants) throws IOException {
    Report.progress("starting over " + tenants);
    try (var server = gateway(tenants)) {
      double atOnce = server.residentMegabytes();
      sleep(SETTLED_SECONDS);
      return new Resident(atOnce, server.residentMegabytes());
    }
  }

  private static void sleep(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the gateway was to be left alone", e);
    }
  }

  private double underLoad() throws IOException {
    try (var server = gateway(Path.of("tenants"))) {
      var load = new ClosedLoop(server.port("http"), "/slo?tenant=acme-corp");
      double most = 0;
      for (int look = 0; look < LOOKS; look++) {
        load.run(TimeUnit.SECONDS.toNanos(secondsOfLoad) / LOOKS);
        most = Math.max(most, server.residentMegabytes());
      }
      return most;
    }
  }

  private static Path manyTenants() throws IOException {
    Path directory = Files.createTempDirectory("tenants");
    for (int i = 0; i < MANY; i++) {
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
