package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.capacity.CapacityModel;
import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.decisionos.gateway.capacity.Kind;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Planted;
import io.decisionos.gateway.capacity.Step;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a machine is measured; the machine is made up. */
final class CalibrationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T02:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path home;

  /** A machine that keeps to the law, faster with more event loops. */
  private static final class MadeUp implements Bench {
    private final List<String> opened = new ArrayList<>();
    private final List<JsonObject> played = new ArrayList<>();
    private final List<Double> warmUps = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final double answersPerSecond;

    MadeUp(double answersPerSecond) {
      this.answersPerSecond = answersPerSecond;
    }

    @Override
    public Machine machine() {
      return new Machine("Linux", "made up", 2, 1 << 30, "17");
    }

    @Override
    public Site open(int loops) {
      opened.add("open " + loops);
      var planted = new Planted(answersPerSecond * loops, 0.1 / loops, 0.001, 0.02);
      return new Site() {
        @Override
        public String target() {
          return "http://127.0.0.1:1";
        }

        @Override
        public JsonObject play(JsonObject scenario, double warmUp) {
          played.add(scenario);
          warmUps.add(warmUp);
          return report(scenario, planted);
        }

        @Override
        public long peakBytes() {
          return 1000L * loops;
        }

        @Override
        public void close() {
          opened.add("close " + loops);
        }
      };
    }

    private JsonObject report(JsonObject scenario, Planted planted) {
      var phases = new JsonArray();
      for (Object found : scenario.getJsonArray("phases")) {
        var phase = (JsonObject) found;
        double seconds = phase.getDouble("seconds");
        Step step = planted.step(phase.getInteger("users"), random);
        phases.add(
            new JsonObject()
                .put("seconds", seconds)
                .put("ok", Math.round(step.perSecond() * seconds))
                .put("error_rate", 0.0)
                .put("rejected_share", 0.0)
                .put(
                    "latency_ms",
                    new JsonObject().put("mean", step.meanMs()).put("p95", step.p95Ms())));
      }
      return new JsonObject()
          .put("phases", phases)
          .put("totals", new JsonObject().put("errors_by_kind", new JsonObject().put("timeout", 7)))
          .put("verdict", new JsonObject().put("state", "INVALID"));
    }
  }

  @Test
  void eachKindIsMeasuredForOneLoopAndForAllOfThem() throws IOException {
    var machine = new MadeUp(5000);
    var said = new ArrayList<String>();
    CapacityModel model = new Calibration(machine, CLOCK, said::add).run(300, 2);
    assertThat(machine.opened).containsExactly("open 1", "close 1", "open 2", "close 2");
    assertThat(model.curves()).hasSize(6);
    assertThat(model.objections()).isEmpty();
    assertThat(model.checks()).hasSize(6);
    assertThat(model.peakBytes()).isEqualTo(2000);
    assertThat(model.origin().loops()).isEqualTo(2);
    assertThat(model.origin().remarks()).singleElement().asString().contains("shares the machine");
    assertThat(said).hasSize(8);
    double truth = new Planted(10_000, 0.05, 0.001, 0).perSecond(24);
    assertThat(model.forecast(2, Mix.only(Kind.READS)).orElseThrow().perSecond(24).value())
        .isCloseTo(truth, within(truth * 0.05));
  }

  @Test
  void itTakesAboutAsLongAsItMay() throws IOException {
    var machine = new MadeUp(5000);
    new Calibration(machine, CLOCK, line -> {}).run(300, 2);
    double seconds =
        machine.played.stream()
            .flatMap(scenario -> scenario.getJsonArray("phases").stream())
            .mapToDouble(phase -> ((JsonObject) phase).getDouble("seconds"))
            .sum();
    double warmUps = machine.warmUps.stream().mapToDouble(Double::doubleValue).sum();
    assertThat(seconds + warmUps).isBetween(240.0, 300.0);
  }

  /** Or the numbers of callers that come last are better for that alone. */
  @Test
  void toolAndGatewayAreWarmBeforeAnythingCounts() throws IOException {
    var machine = new MadeUp(5000);
    new Calibration(machine, CLOCK, line -> {}).run(300, 1);
    JsonObject all = machine.played.get(1);
    List<JsonObject> phases =
        all.getJsonArray("phases").stream().map(JsonObject.class::cast).toList();
    assertThat(phases.get(0).getBoolean("measured")).isFalse();
    assertThat(phases.get(0).getDouble("seconds")).isGreaterThan(60);
    assertThat(phases.get(0).getJsonObject("weights").fieldNames())
        .containsExactlyInAnyOrder("reads", "writes", "cards");
    // After it each part has a moment that does not count.
    assertThat(phases.stream().filter(phase -> !phase.getBoolean("measured", true))).hasSize(5);
    assertThat(machine.warmUps).containsExactly(0.0, 15.0);
  }

  @Test
  void onOneCoreThereIsOneGatewayToMeasure() throws IOException {
    var machine = new MadeUp(5000);
    assertThat(new Calibration(machine, CLOCK, line -> {}).run(60, 1).curves()).hasSize(3);
  }

  @Test
  void aMachineThatAnswersTooSeldomIsNotModelled() throws IOException {
    CapacityModel model = new Calibration(new MadeUp(3), CLOCK, line -> {}).run(300, 1);
    assertThat(model.objections()).hasSize(3);
    assertThat(model.objections().get(0)).contains("reads with 1 event loop", "answers");
  }

  @Test
  void aMachineThatAnswersNothingIsNotMeasuredToTheEnd() {
    var machine = new MadeUp(0);
    var said = new ArrayList<String>();
    assertThatThrownBy(() -> new Calibration(machine, CLOCK, said::add).run(300, 2))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "no request of " + Mix.USUAL + " was answered well (errors by kind {\"")
        .hasMessageContaining("\"timeout\":7")
        .hasMessageContaining("end what else runs");
    assertThat(machine.played).hasSize(1);
    assertThat(machine.opened).containsExactly("open 1", "close 1");
    assertThat(said).isEmpty();
  }

  @Test
  void theLoadIsWhatTheLoadToolTakes() throws Exception {
    JsonObject scenario =
        CalibrationLoad.scenario(
            "http://127.0.0.1:1", List.of(new CalibrationLoad.Part(Mix.USUAL, List.of(1, 32))), 10);
    assertThat(scenario.getJsonArray("requests")).hasSize(9);
    assertThat(scenario.getInteger("connections")).isEqualTo(32);
    assertThat(scenario.getJsonArray("phases")).hasSize(4);
    Scenario read = ScenarioReader.read(scenario.encode());
    for (LoadTenant tenant : read.mix().tenants()) {
      assertThat(read.mix().requests().stream().filter(one -> tenant.weightOf(one) > 0)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "121", "1e1", "five", "NaN", "0.0"})
  void minutesThatMakeNoSenseAreRefused(String minutes) {
    CommandLineRun run =
        CommandLineRun.of(
            "capacity", "calibrate", "--minutes=" + minutes, "--out", home.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--minutes: found \"" + minutes + "\", expected a number above 0");
  }

  @Test
  void whatIsNotThereCannotBeMeasured() {
    CommandLineRun run =
        CommandLineRun.of("capacity", "calibrate", "--conf", home.resolve("absent").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("absent/slo.yaml: found nothing to read, expected the file");
    assertThat(CommandLineRun.of("capacity", "calibrate", "--loops", "0").code()).isEqualTo(2);
  }
}
