package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Step;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway and the real load tool, for a moment. */
final class ProcessBenchTest {
  @TempDir private Path home;

  @Test
  void aGatewayIsMeasuredByTheLoadToolAndEnds() throws IOException {
    Set<Long> before = children();
    try (var bench = ProcessBench.prepare(Path.of("conf"))) {
      try (Bench.Site site = bench.open(1)) {
        var parts = List.of(new CalibrationLoad.Part(Mix.USUAL, List.of(1, 4)));
        var report = site.play(CalibrationLoad.scenario(site.target(), parts, 4), 0);
        List<Step> steps = CalibrationLoad.steps(report, parts).get(0);
        assertThat(steps).extracting(Step::users).containsExactly(1, 4);
        // How many there are is for the machine to say; what there is was asked rightly.
        assertThat(steps.stream().mapToLong(Step::answers).sum()).isPositive();
        assertThat(report.getJsonArray("phases"))
            .allSatisfy(
                phase ->
                    assertThat(((JsonObject) phase).getJsonObject("statuses").fieldNames())
                        .isSubsetOf("200", "201", "404"));
        assertThat(bench.machine().memoryBytes()).isPositive();
        assertThat(children()).hasSizeGreaterThan(before.size());
      }
    }
    assertThat(children()).isEqualTo(before);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  void aGatewayThatDoesNotStartIsSaidWithItsReason() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    for (String name : List.of("slo.yaml", "labels.yaml", "cards.yaml")) {
      Files.copy(Path.of("conf").resolve(name), conf.resolve(name));
    }
    Files.writeString(conf.resolve("slo.yaml"), "latency_p95_ms: fast\n");
    try (var bench = ProcessBench.prepare(conf)) {
      assertThatThrownBy(() -> bench.open(1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot start")
          .hasMessageContaining("slo.yaml");
    }
  }
}
