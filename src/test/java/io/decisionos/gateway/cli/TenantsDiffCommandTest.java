package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run.sh tenants diff} and {@code explain}. */
class TenantsDiffCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;
  private Path next;

  @BeforeEach
  void copy() throws IOException {
    next = Files.createDirectories(home.resolve("next"));
    for (String name : new String[] {"acme_corp.yaml", "default.yaml"}) {
      Files.copy(Path.of("tenants", name), next.resolve(name));
    }
  }

  private void replace(String name, String from, String to) throws IOException {
    Path file = next.resolve(name);
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private CommandLineRun offline() {
    return CommandLineRun.of(
        "tenants", "diff", next.toString(), "--offline", "--tenants", "tenants");
  }

  @Test
  void theSameFilesChangeNothing() {
    CommandLineRun run = offline();
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("compared with tenants\nnothing would change\n");
  }

  @Test
  void everyKindOfChangeIsNamed() throws IOException {
    replace("acme_corp.yaml", "status: active", "status: suspended");
    replace("acme_corp.yaml", "latency_p95_ms: 100", "latency_p95_ms: 90");
    Files.delete(next.resolve("default.yaml"));
    Files.writeString(next.resolve("new.yaml"), "tenant_id: fresh\nname: F\nstatus: active\n");

    CommandLineRun run = offline();

    assertThat(run.code()).isZero();
    assertThat(run.out().lines().map(String::strip))
        .contains(
            "suspended  acme-corp",
            "slo_overlay.latency_p95_ms: 100 -> 90",
            "removed    default",
            "added      fresh");
  }

  @Test
  void invalidFilesAreNamedAndEndWithExitCodeOne() throws IOException {
    replace("default.yaml", "max_qps: 1000", "max_qps: many");

    CommandLineRun run = offline();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("invalid    default.yaml:9: limits.max_qps: found \"many\"");
  }

  @Test
  void aTenantWhoseNextFileIsBrokenIsNotRemoved() throws IOException {
    replace("default.yaml", "max_qps: 1000", "max_qps: many");
    Files.writeString(next.resolve("new.yaml"), "tenant_id: fresh\nname: F\nstatus: asleep\n");

    List<String> lines = offline().out().lines().map(String::strip).toList();

    assertThat(lines)
        .noneMatch(line -> line.startsWith("removed"))
        .containsSequence(
            "invalid    default",
            "keeps its last good version; refused after tenants.invalid_grace_ms (60 s unless set)")
        .containsSequence("invalid    fresh", "new, and refused from the start");
  }

  @Test
  void againstARunningGatewayTheSameFilesChangeNothing() throws Exception {
    try (var gateway = RunningGateway.start(home.resolve("gateway"))) {
      String url = "http://127.0.0.1:" + gateway.opsPort();
      assertThat(CommandLineRun.of("tenants", "diff", next.toString(), "--url", url).out())
          .endsWith("nothing would change\n");

      replace("acme_corp.yaml", "latency_p95_ms: 100", "latency_p95_ms: 100.0");
      replace("acme_corp.yaml", "latency_p99_ms: 250", "latency_p99_ms: 251");
      assertThat(CommandLineRun.of("tenants", "diff", next.toString(), "--url", url).out())
          .endsWith("changed    acme-corp\n           slo_overlay.latency_p99_ms: 250 -> 251\n");
    }
  }

  @Test
  void aLowerLimitSaysWhatItWouldHaveRefused() throws IOException {
    replace("acme_corp.yaml", "  max_qps: 5000\n  max_storage", "  max_qps: 1\n  max_storage");
    try (var gateway = RunningGateway.start(home.resolve("gateway"))) {
      for (int i = 0; i < 40; i++) {
        gateway.get("/slo?tenant=acme-corp");
      }
      Await.until(PATIENCE, () -> requests(gateway) >= 40, () -> requests(gateway));
      String url = "http://127.0.0.1:" + gateway.opsPort();

      CommandLineRun run = CommandLineRun.of("tenants", "diff", next.toString(), "--url", url);

      assertThat(run.out())
          .contains("compared with the gateway at " + url)
          .contains("changed    acme-corp")
          .contains("limits.max_qps: 5000 -> 1")
          .containsPattern("would have refused about [1-9]\\d* of the 40 requests since ");
    }
  }

  private static int requests(RunningGateway gateway) {
    return new JsonObject(gateway.ops("/ops/traffic?tenant=acme-corp").body())
        .getJsonObject("latest")
        .getInteger("requests");
  }

  @Test
  void explainNamesFileAndLineOfEveryValue() {
    CommandLineRun run =
        CommandLineRun.of("tenants", "explain", "acme-corp", "--tenants", "tenants");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^limits.max_qps +5000 +tenants/acme_corp.yaml:9$")
        .containsPattern("(?m)^limits.burst_ms +1000 +built in$")
        .containsPattern("(?m)^slo.latency_p95_ms +100 +tenants/acme_corp.yaml:16$")
        .containsPattern("(?m)^labels.env +\\[.*\\] +conf/labels.yaml:3$")
        .containsPattern("(?m)^labels.priority +\\[.*\\] +tenants/acme_corp.yaml:29$");
    assertThat(CommandLineRun.of("tenants", "explain", "default", "--tenants", "tenants").out())
        .containsPattern("(?m)^slo.saturation.max_qps +no limit +conf/slo.yaml:8$");
  }

  @Test
  void explainSaysWhyATenantIsNotThere() throws IOException {
    replace("default.yaml", "max_qps: 1000", "max_qps: many");
    CommandLineRun run =
        CommandLineRun.of("tenants", "explain", "default", "--tenants", next.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is about \"default\"").contains("\n  default.yaml:9");
  }

  @Test
  void explainLeavesTheFaultsOfOthersToTheirOwnCheck() throws IOException {
    replace("default.yaml", "max_qps: 1000", "max_qps: many");
    CommandLineRun run =
        CommandLineRun.of("tenants", "explain", "nobody", "--tenants", next.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("is about \"nobody\"; 1 file(s) have faults: ./run.sh tenants validate")
        .doesNotContain("max_qps");
  }
}
