package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMainTest {

  private static final String SCENARIO =
      """
      {"name": "tiny", "timeout_ms": 5000, "connections": 100,
       "tenants": [{"id": "default"}],
       "requests": [{"name": "slo", "path": "/slo?tenant=${tenant}"}],
       "phases": [{"name": "warm-up", "rate": 100, "seconds": 0.5, "measured": false},
                  {"name": "all", "rate": 200, "seconds": 1.5}],
       "thresholds": [{"error_rate": 0}]}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Semaphore asked = new Semaphore(0);
  private Path scenario;
  private Path report;
  private String target;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    scenario = Files.writeString(directory.resolve("tiny.json"), SCENARIO);
    report = directory.resolve("report");
    var server =
        vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").await();
    target = "http://127.0.0.1:" + server.actualPort();
  }

  /** So slow that a busy machine's delays are no great part of it. */
  private void answer(HttpServerRequest request) {
    asked.release();
    vertx.setTimer(300, later -> request.response().end("{}"));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aRunThatKeepsItsThresholdsExitsWith0AndLeavesBothReports() {
    assertThat(untilItCounts()).isZero();

    assertThat(report.resolve("report.json")).isNotEmptyFile();
    assertThat(report.resolve("report.html")).isNotEmptyFile();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("PASSED  tiny", "tenant default");
  }

  @Test
  void aMissedThresholdExitsWith1() throws IOException {
    Files.writeString(scenario, SCENARIO.replace("{\"error_rate\": 0}", "{\"max_ms\": 0}"));

    assertThat(untilItCounts()).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("MISSED  tiny");
  }

  /** A fast machine makes any rate that can be asked for, but none makes up for a second lost. */
  @Test
  void aRunThatDoesNotCountExitsWith3() throws Exception {
    Process tool =
        ToolProcess.asItIs().start(against(target, "--warm-up", "0", "--report", report + ""));
    try {
      assertThat(asked.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      Shell.run("kill", "-STOP", String.valueOf(tool.pid()));
      Thread.sleep(1200);
      Shell.run("kill", "-CONT", String.valueOf(tool.pid()));
      String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(tool.waitFor()).as(said).isEqualTo(3);
      assertThat(said).contains("INVALID  tiny", "what to do: ");
    } finally {
      tool.destroyForcibly();
    }
  }

  @Test
  void anInvalidScenarioExitsWith2AndNamesPathFoundAndExpected() throws IOException {
    Files.writeString(scenario, SCENARIO.replace("\"rate\": 200", "\"rate\": \"fast\""));

    assertThat(load(scenario.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            scenario + ": $.phases[1].rate: found \"fast\", expected a number from 0 to 1000000");
  }

  @Test
  void whatIsWrongIsSaidWithoutMovingACursor() throws IOException {
    Files.writeString(scenario, SCENARIO.replace("\"seconds\"", "\"\\u001b[2J\\u202e\""));

    assertThat(load(scenario.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("$.phases[0].\\u001b[2J\\u202e: found an unknown field")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void aTargetThatIsNotThisMachineIsRefused() {
    assertThat(load(scenario.toString(), "--target", "http://example.com:80")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--target: found http://example.com:80, expected http://HOST:PORT");
  }

  @Test
  void aMissingScenarioExitsWith2() {
    assertThat(load("no-such-file.json")).isEqualTo(2);
    assertThat(load()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no-such-file.json: the scenario: found no such file, expected a scenario's file")
        .contains("or the name of one in conf/load");
  }

  @Test
  void aShippedScenarioIsFoundByItsNameWhereverTheCallerIs() throws Exception {
    Path home = scenario.getParent();
    Path shipped = Files.createDirectories(home.resolve("conf/load")).resolve("mine.json");
    Files.writeString(shipped, SCENARIO.replace("\"rate\": 200", "\"rate\": \"fast\""));

    var ended = ToolProcess.asItIs().run("-Ddecisionos.home=" + home, "mine");

    assertThat(ended.exit()).as("%s", ended).isEqualTo(2);
    assertThat(ended.output()).contains("mine: $.phases[1].rate: found \"fast\"");
  }

  @Test
  void aTargetWhereNobodyListensIsSaidSoBeforeAnythingIsWaitedFor() throws IOException {
    String nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }

    assertThat(load(scenario.toString(), "--target", nobody)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            scenario
                + ": target: found "
                + nobody
                + ", where nobody listens, expected a server: start it, or give --target");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void rateDurationAndConnectionsAreTaken() {
    assertThat(load(scenario.toString(), "--rate", "-1.5")).isEqualTo(2);
    assertThat(load(scenario.toString(), "--duration", "0")).isEqualTo(2);
    assertThat(load(scenario.toString(), "--connections", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--rate: found -1.5", "--duration: found 0.0", "$.connections: found 0");
  }

  @Test
  void aLengthOfTimeHasAUnitOrIsInSeconds() {
    assertThat(List.of("1.5", "1.5s", "2m", "3h", "1d"))
        .extracting(new Length()::convert)
        .containsExactly(
            Duration.ofMillis(1500),
            Duration.ofMillis(1500),
            Duration.ofMinutes(2),
            Duration.ofHours(3),
            Duration.ofDays(1));
    for (String option : List.of("--duration", "--warm-up")) {
      for (String wrong : List.of("-1", "1w", "1 m", "soon", "")) {
        assertThat(load(scenario.toString(), option, wrong)).as(wrong).isEqualTo(2);
      }
    }
    assertThat(load(against(target, "--warm-up", "3m"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("found \"1w\", expected such as 90s", "--warm-up: found 180s, expected 120s at");
  }

  @Test
  void wrongArgumentsAreOneLine() {
    assertThat(load(scenario.toString(), "--rate", "fast")).isEqualTo(2);
    assertThat(load(scenario.toString(), "--speed", "9")).isEqualTo(2);
    assertThat(load("compare", "one")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("load") && line.endsWith(" --help"));
  }

  @Test
  void aCallWithoutAScenarioIsSaidByTheToolsName() {
    assertThat(load()).isEqualTo(2);
    assertThat(load(report.getParent().toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("load: scenario: found nothing")
        .contains("the scenario: found a directory");
  }

  @Test
  void whereNothingCanBeWrittenIsSaidBeforeTheRunAndNotAfterIt() {
    String file = scenario.toString();
    assertThat(load(file, "--target", target, "--report", file)).isEqualTo(2);
    assertThat(load(file, "--target", target, "--junit", file + "/x.xml")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--report: found " + file, "--junit: found " + file + "/x.xml");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void twoReportsAreCompared() {
    untilItCounts();

    assertThat(load("compare", report.toString(), report.resolve("report.json").toString()))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("all p99 ms", "0.0 %");
  }

  @Test
  void aComparisonIsAGate() throws IOException {
    untilItCounts();
    String slower =
        Files.readString(report.resolve("report.json")).replace("\"p95\" : 3", "\"p95\" : 9");
    Path other = Files.writeString(report.resolve("slower.json"), slower);

    assertThat(load("compare", report.toString(), other.toString(), "--fail-above", "10%"))
        .isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("figures above 10%");
    assertThat(load("compare", report.toString(), report.toString(), "--fail-above", "10"))
        .isZero();
    assertThat(load("compare", report.toString(), report.toString(), "--fail-above", "much"))
        .isEqualTo(2);
  }

  @Test
  void aGateJudgesRunsOfOneScenarioAlone() throws IOException {
    untilItCounts();
    String another =
        Files.readString(report.resolve("report.json"))
            .replaceFirst("\"scenario\" : \"[^\"]*\"", "\"scenario\" : \"another\"");
    Path other = Files.writeString(report.resolve("another.json"), another);

    assertThat(load("compare", report.toString(), other.toString(), "--fail-above", "10%"))
        .isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("different scenario", "not judged");
    assertThat(load("compare", report.toString(), other.toString())).isZero();
  }

  @Test
  void aReportThatIsNoneIsNamed() {
    assertThat(load("compare", scenario.toString(), scenario.toString())).isEqualTo(2);
    assertThat(load("compare", "nowhere.json", scenario.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no report of this tool", "found nowhere.json, where nothing is")
        .doesNotContain("Exception");
  }

  @Test
  void theToolSaysWhetherItCanMakeARate() {
    assertThat(load("capacity", "--rate", "1000000", "--duration", "1s")).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("NOT reached: 1,000,000 requests");
    assertThat(load("capacity", "--rate", "-1")).isEqualTo(2);
  }

  /** A busy machine makes a run that does not count, and the tool says so: then runs again. */
  private int untilItCounts() {
    int exit = 3;
    for (int runs = 0; runs < 20 && exit == 3; runs++) {
      exit = load(against(target, "--warm-up", "0", "--report", report.toString()));
    }
    return exit;
  }

  private String[] against(String server, String... more) {
    return Stream.concat(Stream.of(scenario.toString(), "--target", server), Stream.of(more))
        .toArray(String[]::new);
  }

  private int load(String... arguments) {
    return LoadMain.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }
}
