package io.decisionos.gateway.bench;

import io.decisionos.gateway.app.Main;
import io.decisionos.gateway.evidence.EvidenceGenerator;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.measure.RunResult;
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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A gateway as users start it, with the tool that asks it for the hot read, and evidence that can
 * be put into its root all at once. Nothing is pinned: load, gateway and scan share the machine.
 */
final class ScanStage implements AutoCloseable {
  static final String TENANT = "acme-corp";

  private static final double SHARE = 0.3;
  private static final int SECONDS = 10;
  private static final String SCENARIO =
      """
      {"name": "reads", "target": "http://127.0.0.1:%1$d", "connections": 32,
       "tenants": [{"id": "%2$s"}],
       "requests": [{"name": "slo", "path": "/slo?tenant=${tenant}"}],
       "phases": [
         {"name": "before", %3$s, "seconds": 3, "measured": false},
         {"name": "all", %3$s, "seconds": %4$d}]}
      """;

  private final Path home;
  private final Path evidence;
  private final Path elsewhere;
  private final ServerProcess gateway;

  private ScanStage(Path home, Path evidence, Path elsewhere, ServerProcess gateway) {
    this.home = home;
    this.evidence = evidence;
    this.elsewhere = elsewhere;
    this.gateway = gateway;
  }

  /**
   * Starts a gateway.
   *
   * @param known so many files of the one tenant are there from the start
   * @param prepared so many files of others can be put into the root
   */
  static ScanStage open(int known, int prepared) throws IOException {
    Path home = Files.createTempDirectory("scan-stage");
    Path evidence = Files.createDirectories(home.resolve("var/evidence"));
    Path elsewhere = home.resolve("elsewhere");
    Report.progress("making " + prepared + " files");
    new EvidenceGenerator(evidence, new EvidenceGenerator.Plan(List.of(TENANT), known, 2, 0, 0))
        .run();
    new EvidenceGenerator(elsewhere, new EvidenceGenerator.Plan(50, prepared, 1, 0.02, 0.01)).run();
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("acme.yaml"), "tenant_id: " + TENANT + "\nname: A\nstatus: active\n");
    var variables = BenchGateway.at(tenants, home.resolve("var"));
    return new ScanStage(
        home, evidence, elsewhere, ServerProcess.asUsersDo(Main.class.getName(), variables));
  }

  Path evidence() {
    return evidence;
  }

  ServerProcess gateway() {
    return gateway;
  }

  /** 30 % of what the tool is served in a closed loop, in requests a second. */
  int thirtyPercent() throws IOException, InvalidScenario {
    load("\"kind\": \"closed\", \"users\": 32", SECONDS);
    RunResult most = load("\"kind\": \"closed\", \"users\": 32", SECONDS);
    int rate = (int) (SHARE * most.ledger().totals().ended() / SECONDS);
    Report.line("%d requests a second, 30 %% of what the tool was served in a closed loop", rate);
    load(rate, SECONDS);
    return rate;
  }

  RunResult load(int rate, int seconds) throws IOException, InvalidScenario {
    return load("\"rate\": " + rate, seconds);
  }

  private RunResult load(String phase, int seconds) throws IOException, InvalidScenario {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      String scenario = SCENARIO.formatted(gateway.port("http"), TENANT, phase, seconds);
      return new LoadRun(vertx, ScenarioReader.read(scenario), progress -> {}).run().await();
    } finally {
      vertx.close().await();
    }
  }

  /** Puts the folders of all other tenants into the root; their files keep their times. */
  void moveIn() throws IOException {
    move(elsewhere, evidence);
  }

  void moveOut() throws IOException {
    move(evidence, elsewhere);
  }

  private static void move(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(from, ScanStage::isPrepared)) {
      for (Path folder : folders) {
        Files.move(folder, to.resolve(folder.getFileName()));
      }
    }
  }

  private static boolean isPrepared(Path folder) {
    return Files.isDirectory(folder) && !folder.endsWith(TENANT);
  }

  /** Asks for a scan; it is answered when that has ended, or after three seconds. */
  JsonObject scan() throws IOException {
    var connection = (HttpURLConnection) ops("/ops/evidence/scan").openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    try (var in = connection.getInputStream()) {
      return new JsonObject(Buffer.buffer(in.readAllBytes()));
    }
  }

  URL ops(String path) throws IOException {
    return URI.create("http://127.0.0.1:" + gateway.port("ops") + path).toURL();
  }

  /** Ends the gateway and deletes the files, of which there may be gigabytes. */
  @Override
  public void close() throws IOException {
    gateway.close();
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(home)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
