package io.decisionos.gateway.bench;

import io.decisionos.gateway.app.Main;
import io.decisionos.gateway.evidence.EvidenceGenerator;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Verdict;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What full scans of evidence do to the hot read: its p99 and the lag of the event loops at 30 % of
 * capacity, in rounds without and with a scan in turn, which finds all files to be new. Capacity is
 * what the gateway serves to the same tool on the same machine, with nothing pinned: load, gateway
 * and scan share its cores. A round in which the tool could not keep its schedule does not count
 * and is done again.
 */
public final class ScanBesideReads {
  private static final double SHARE = 0.3;
  private static final int SECONDS = 10;
  private static final int ROUNDS = 9;
  private static final int MOST_TRIES = 3 * ROUNDS;
  private static final Pattern LAG =
      Pattern.compile("(?m)^gateway_event_loop_lag_seconds\\S* (\\S+)$");
  private static final String SCENARIO =
      """
      {"name": "reads", "target": "http://127.0.0.1:%1$d", "connections": 32,
       "tenants": [{"id": "acme-corp"}],
       "requests": [{"name": "slo", "path": "/slo?tenant=${tenant}"}],
       "phases": [
         {"name": "before", %2$s, "seconds": 3, "measured": false},
         {"name": "all", %2$s, "seconds": %3$d}]}
      """;

  private final Path evidence;
  private final Path elsewhere;
  private final ServerProcess gateway;
  private final List<Round> still = new ArrayList<>();
  private final List<Round> scanning = new ArrayList<>();
  private int invalid;

  private ScanBesideReads(Path evidence, Path elsewhere, ServerProcess gateway) {
    this.evidence = evidence;
    this.elsewhere = elsewhere;
    this.gateway = gateway;
  }

  private record Round(double p50, double p99, double lag) {}

  /** Prints a table; the argument says how many files there are. */
  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path home = Files.createTempDirectory("scan-beside");
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Path elsewhere = home.resolve("elsewhere");
    Report.progress("making " + files + " files");
    new EvidenceGenerator(elsewhere, new EvidenceGenerator.Plan(50, files, 1, 0.02, 0.01)).run();
    try (var gateway = ServerProcess.asUsersDo(Main.class.getName(), variables(home))) {
      new ScanBesideReads(evidence, elsewhere, gateway).run();
    }
  }

  private static Map<String, String> variables(Path home) throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("acme.yaml"), "tenant_id: acme-corp\nname: Acme\nstatus: active\n");
    return BenchGateway.at(tenants, home.resolve("var"));
  }

  private void run() throws Exception {
    // Not counted: both are JVMs, and slow until they are warm; so is the code of a scan.
    move(elsewhere, evidence);
    endScan();
    load("\"kind\": \"closed\", \"users\": 32");
    RunResult most = load("\"kind\": \"closed\", \"users\": 32");
    int rate = (int) (SHARE * most.ledger().totals().ended() / SECONDS);
    Report.line("%d requests a second, 30 %% of what the tool was served in a closed loop", rate);
    load("\"rate\": " + rate);
    for (int tries = 0; tries < MOST_TRIES && scanning.size() < ROUNDS; tries++) {
      round(rate, still);
      var begin = new Thread(this::beginScan);
      begin.start();
      round(rate, scanning);
      begin.join();
      endScan();
    }
    Report.line("| | p50 | p99 | worst lag of an event loop |");
    Report.line("|---|---|---|---|");
    print("without a scan", still);
    print("during full scans", scanning);
    Report.line(
        "p99 %.2f times; %d rounds did not count, as the tool was late",
        median(scanning, Round::p99) / median(still, Round::p99), invalid);
  }

  private void round(int rate, List<Round> rounds) throws IOException, InvalidScenario {
    lag();
    RunResult result = load("\"rate\": " + rate);
    var latency = result.ledger().totals().latency();
    var round =
        new Round(
            latency.getValueAtPercentile(50) / 1e3,
            latency.getValueAtPercentile(99) / 1e3,
            lag() * 1e3);
    Report.progress(round + " " + result.verdict().reasons());
    if (result.verdict().state() == Verdict.State.INVALID) {
      invalid++;
    } else {
      rounds.add(round);
    }
  }

  private static void print(String when, List<Round> rounds) {
    Report.line(
        "| %s, median of %d rounds | %.2f ms | %.2f ms | %.1f ms |",
        when,
        rounds.size(),
        median(rounds, Round::p50),
        median(rounds, Round::p99),
        median(rounds, Round::lag));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** Puts all files into the root, a little after the requests have begun, and has them read. */
  private void beginScan() {
    try {
      Thread.sleep(2000);
      move(elsewhere, evidence);
      scan();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until they are read and takes them away again. */
  private void endScan() throws IOException {
    JsonObject status = scan();
    Report.progress("at its end the scan was at " + status.getJsonObject("progress"));
    settle();
    move(evidence, elsewhere);
    settle();
  }

  private void settle() throws IOException {
    while (scan().getBoolean("scanning")) {
      Report.progress("the scan goes on");
    }
  }

  /** Moves the folders of all tenants, whose files keep their times. */
  private static void move(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(from, Files::isDirectory)) {
      for (Path folder : folders) {
        Files.move(folder, to.resolve(folder.getFileName()));
      }
    }
  }

  /** Asks for a scan; it is answered when that has ended, or after three seconds. */
  private JsonObject scan() throws IOException {
    var connection = (HttpURLConnection) ops("/ops/evidence/scan").openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    try (var in = connection.getInputStream()) {
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    }
  }

  private RunResult load(String phase) throws IOException, InvalidScenario {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      String scenario = SCENARIO.formatted(gateway.port("http"), phase, SECONDS);
      return new LoadRun(vertx, ScenarioReader.read(scenario), progress -> {}).run().await();
    } finally {
      vertx.close().await();
    }
  }

  /** The worst since it was last asked for. */
  private double lag() throws IOException {
    double worst = 0;
    try (var in = ops("/metrics").openStream()) {
      Matcher found = LAG.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (found.find()) {
        worst = Math.max(worst, Double.parseDouble(found.group(1)));
      }
    }
    return worst;
  }

  private URL ops(String path) throws IOException {
    return URI.create("http://127.0.0.1:" + gateway.port("ops") + path).toURL();
  }
}
