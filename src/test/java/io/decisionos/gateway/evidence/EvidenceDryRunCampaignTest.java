package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan writes nothing: seen by the system's own record of calls, and if nothing can be. Needs
 * Linux, root and strace.
 */
@Tag("quiet")
final class EvidenceDryRunCampaignTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FILES = 30;

  /** What changes a file or a folder. */
  private static final Pattern WRITES =
      Pattern.compile(
          "O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\\b(rename|unlink|link|symlink|mkdir|rmdir|chmod|fchmodat"
              + "|truncate|chown|utimens|mknod)\\w*\\(");

  @TempDir Path home;
  private Path root;

  @BeforeEach
  void documents() throws IOException {
    root = Files.createDirectories(home.resolve("var/evidence"));
    for (int i = 0; i < FILES; i++) {
      Path file = root.resolve("evidence_" + i + ".json");
      Files.write(file, EvidenceSample.valid("acme-corp", i));
      Instant old = Instant.now().minus(Duration.ofDays(30)).plusSeconds(i);
      Files.setLastModifiedTime(file, FileTime.from(old));
    }
  }

  private GatewayProcess start(String... wrapper) throws IOException {
    var command = new ArrayList<>(List.of(wrapper));
    command.addAll(GatewayProcess.classes("io.decisionos.gateway.app.Main"));
    return GatewayProcess.start(
        command,
        Map.of(
            "DECISIONOS_DATA", home.resolve("var").toString(),
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0"));
  }

  private static CommandLineRun plan(GatewayProcess.Ports ports) {
    return CommandLineRun.of("evidence", "plan", "--url", "http://127.0.0.1:" + ports.ops());
  }

  @Test
  void theSystemSeesNoWriteOfAPlanButTheAuditEntry() throws IOException {
    Path trace = home.resolve("trace");
    try (GatewayProcess gateway =
        start("strace", "-f", "-e", "trace=%file", "-o", trace.toString())) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      // The first one waits for what the start has to write.
      Await.until(PATIENCE, () -> plan(ports).out().contains("25 file(s)"), gateway::errors);
      Path before = Files.createFile(home.resolve("before"));
      int seen = Files.readAllLines(trace).size();
      assertThat(plan(ports).out()).contains("25 file(s)");
      List<String> calls = Files.readAllLines(trace);
      List<String> writes =
          calls.subList(seen, calls.size()).stream()
              .filter(line -> line.contains(home.resolve("var").toString()))
              .filter(line -> WRITES.matcher(line).find())
              .filter(line -> !line.contains("/audit/"))
              .toList();

      assertThat(writes).filteredOn(line -> line.contains("evidence")).isEmpty();
      assertThat(
              Shell.run(
                  "find", root.toString(), "-newer", before.toString(), "-not", "-path", "*/.log*"))
          .isEmpty();
    }
  }

  @Test
  void aPlanIsMadeOnARootThatCannotBeWritten() throws IOException {
    String readOnly =
        "mount --bind %1$s %1$s && mount -o remount,ro,bind %1$s && exec \"$@\"".formatted(root);
    try (GatewayProcess gateway = start("unshare", "-m", "bash", "-c", readOnly, "bash")) {
      assertThat(plan(gateway.awaitReady()).out()).contains("25 file(s)").contains("is good until");
    }
  }
}
