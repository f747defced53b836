package io.decisionos.gateway.bench;

import io.decisionos.gateway.app.Main;
import io.decisionos.gateway.evidence.EvidenceGenerator;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a full scan of evidence does to the hot read: its p99 and the lag of the event loops, at 30
 * % of what the gateway can serve, before and while as many files as the argument says are read and
 * hashed. Nothing is pinned: scan and load share the machine as they would.
 */
public final class ScanBesideReads {
  private static final String TARGET = "/slo?tenant=acme-corp";
  private static final double SHARE = 0.3;
  private static final int SECONDS = 10;
  private static final Pattern LAG =
      Pattern.compile("(?m)^gateway_event_loop_lag_seconds\\S* (\\S+)$");
  private static final String SCENARIO =
      """
      {"name": "reads", "target": "http://127.0.0.1:%d", "connections": 32,
       "tenants": [{"id": "acme-corp"}],
       "requests": [{"name": "slo", "path": "/slo?tenant=${tenant}"}],
       "phases": [{"name": "all", "rate": %d, "seconds": %d}]}
      """;

  private final Path home;
  private final int files;

  private ScanBesideReads(Path home, int files) {
    this.home = home;
    this.files = files;
  }

  /** Prints a line for each figure. */
  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    new ScanBesideReads(Files.createTempDirectory("scan-beside"), files).run();
  }

  private void run() throws IOException, InvalidScenario {
    Path made = home.resolve("made");
    Report.progress("making " + files + " files");
    new EvidenceGenerator(made, new EvidenceGenerator.Plan(50, files, 1, 0.02, 0.01)).run();
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    try (var gateway = ServerProcess.unpinned(List.of(Main.class.getName()), variables())) {
      int rate = (int) (SHARE * capacity(gateway));
      Report.line("%d requests a second, 30 %% of what was served in a closed loop", rate);
      // Not counted: the tool is a JVM too, and slow until it is warm.
      load(gateway, rate);
      say("before", gateway, rate);
      Thread mover = new Thread(() -> move(made, evidence));
      mover.start();
      say("while files are read", gateway, rate);
      Report.line("files seen since: %s", indexed(gateway));
    }
  }

  private Map<String, String> variables() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("acme.yaml"), "tenant_id: acme-corp\nname: Acme\nstatus: active\n");
    return BenchGateway.at(tenants, home.resolve("var"));
  }

  private static double capacity(ServerProcess gateway) throws IOException {
    var load = new ClosedLoop(gateway.port("http"), TARGET);
    load.run(TimeUnit.SECONDS.toNanos(SECONDS));
    return (double) load.run(TimeUnit.SECONDS.toNanos(SECONDS)) / SECONDS;
  }

  /** By renaming, so that they come all at once; the watch then reads whole folders. */
  private static void move(Path from, Path to) {
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.toList()) {
        Files.move(child, to.resolve(child.getFileName()));
      }
    } catch (IOException e) {
      Report.progress("moving failed: " + e);
    }
  }

  private static void say(String when, ServerProcess gateway, int rate)
      throws IOException, InvalidScenario {
    lag(gateway);
    RunResult result = load(gateway, rate);
    var latency = result.ledger().totals().latency();
    Report.line(
        "%s: p50 %.2f ms, p99 %.2f ms, worst lag of an event loop %.1f ms; the tool: %s",
        when,
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3,
        lag(gateway) * 1e3,
        result.verdict().reasons());
  }

  private static RunResult load(ServerProcess gateway, int rate)
      throws IOException, InvalidScenario {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      String scenario = SCENARIO.formatted(gateway.port("http"), rate, SECONDS);
      return new LoadRun(vertx, ScenarioReader.read(scenario), progress -> {}).run().await();
    } finally {
      vertx.close().await();
    }
  }

  /** The worst since it was last asked for. */
  private static double lag(ServerProcess gateway) throws IOException {
    double worst = 0;
    Matcher found = LAG.matcher(ops(gateway, "/metrics"));
    while (found.find()) {
      worst = Math.max(worst, Double.parseDouble(found.group(1)));
    }
    return worst;
  }

  private static String indexed(ServerProcess gateway) throws IOException {
    return ops(gateway, "/metrics")
        .lines()
        .filter(line -> line.startsWith("gateway_evidence_files"))
        .findFirst()
        .orElse("none");
  }

  private static String ops(ServerProcess gateway, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port("ops") + path);
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
