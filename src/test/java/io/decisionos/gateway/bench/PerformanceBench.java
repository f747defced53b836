package io.decisionos.gateway.bench;

import io.decisionos.gateway.app.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./run.sh bench}: {@code GET /slo} of the gateway beside a bare Vert.x handler and nginx
 * with Lua, in interleaved rounds, then the gateway's memory; see {@code docs/performance.md}. It
 * belongs on another core than the servers, which take core 0.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Makes the tables of docs/performance.md. Needs two cores that nobody else uses.")
public final class PerformanceBench implements Callable<Integer> {
  static final String TARGET = "/slo?tenant=bench";
  private static final String TENANT =
      """
      tenant_id: bench
      name: Without limits
      status: active
      slo_overlay:
        latency_p95_ms: 100
        latency_p99_ms: 250
      """;

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "by default ${DEFAULT-VALUE}, each a turn of every server")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "of each server, by default ${DEFAULT-VALUE}")
  private long warmUp;

  @Option(
      names = "--round",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "of each turn, by default ${DEFAULT-VALUE}")
  private long round;

  /** Ends the process with 0, or 1 where a server could not be measured. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PerformanceBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (Runtime.getRuntime().availableProcessors() > 1
        || !Files.exists(Path.of("/proc/self/stat"))) {
      Report.progress("not pinned to one core of Linux: the figures will be noisy");
    }
    hotRead();
    Report.line("");
    new MemoryTable(warmUp).print();
    return 0;
  }

  private void hotRead() throws IOException {
    var contestants = new ArrayList<Contestant>();
    try (var gateway = gateway()) {
      String body = body(gateway.port("http"));
      contestants.add(bare("bare Vert.x handler", body, "jdk"));
      contestants.add(bare("the same on the native transport", body, "native"));
      contestants.add(
          new Contestant("gateway", gateway, new ClosedLoop(gateway.port("http"), TARGET)));
      NginxPeer.start(body, TARGET).ifPresent(contestants::add);
      new Rounds(rounds, warmUp, round).compare(contestants);
      Report.line("");
      Report.line(
          "nginx answers from a table of finished texts in one C process. What it does less than the gateway: no timing by route and status, no reload, no trace context.");
    } finally {
      for (Contestant one : contestants) {
        one.close();
      }
    }
  }

  private static ServerProcess gateway() throws IOException {
    Path tenants = Files.createTempDirectory("tenants");
    Files.writeString(tenants.resolve("bench.yaml"), TENANT);
    return ServerProcess.java(
        List.of(Main.class.getName()),
        Map.of(
            "DECISIONOS_TENANTS", tenants.toString(),
            "DECISIONOS_DATA", Files.createTempDirectory("gateway").toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_HTTP_EVENT_LOOPS", "1",
            "DECISIONOS_OPS_PORT", "0"));
  }

  private static Contestant bare(String name, String body, String transport) throws IOException {
    var server = ServerProcess.java(List.of(BareServer.class.getName(), body, transport), Map.of());
    return new Contestant(name, server, new ClosedLoop(server.port("http"), TARGET));
  }

  /** What the gateway answers, so that all answer the same bytes. */
  private static String body(int port) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + TARGET);
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
