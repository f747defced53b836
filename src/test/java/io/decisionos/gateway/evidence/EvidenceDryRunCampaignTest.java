package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** Calls with a path, and those that write to what is open, with the path of that. */
  private static final List<String> STRACE =
      List.of(
          "strace",
          "-f",
          "-y",
          "-e",
          "trace=%file,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fallocate,fchmod,fchown",
          "-o");

  /** What changes a file or a folder. */
  private static final Pattern WRITES =
      Pattern.compile(
          "O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\\b(rename|unlink|link|symlink|mkdir|rmdir|f?chmod"
              + "|f?truncate|f?chown|utimens|mknod|p?write|fallocate)\\w*\\(");

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

  /** The calls that change anything whose path begins so. */
  private static List<String> writes(List<String> calls, Path begin) {
    var path = Pattern.compile("[\"<]" + Pattern.quote(begin.toString()));
    return calls.stream()
        .filter(line -> path.matcher(line).find())
        .filter(line -> WRITES.matcher(line).find())
        .toList();
  }

  private static List<String> after(Path trace, List<String> before) {
    try {
      List<String> all = Files.readAllLines(trace);
      return all.subList(before.size(), all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] traced(Path trace) {
    return Stream.concat(STRACE.stream(), Stream.of(trace.toString())).toArray(String[]::new);
  }

  @Test
  void theSystemSeesNoWriteToTheEvidenceByThePlanOfAGateway() throws IOException {
    Path trace = home.resolve("trace");
    try (GatewayProcess gateway = start(traced(trace))) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      // The first one waits for what the start has to write.
      Await.until(PATIENCE, () -> plan(ports).out().contains("25 file(s)"), gateway::errors);
      Path before = Files.createFile(home.resolve("before"));
      List<String> start = Files.readAllLines(trace);
      assertThat(plan(ports).out()).contains("25 file(s)");
      Path audit = home.resolve("var/audit");
      Await.until(PATIENCE, () -> !writes(after(trace, start), audit).isEmpty(), gateway::errors);

      assertThat(writes(start, root)).as("what the start writes is seen").isNotEmpty();
      assertThat(writes(after(trace, start), root)).isEmpty();
      assertThat(
              Shell.run(
                  "find", root.toString(), "-newer", before.toString(), "-not", "-path", "*/.log*"))
          .isEmpty();
    }
  }

  @Test
  void theSystemSeesNoWriteToTheEvidenceByTheCommand() throws IOException {
    try (GatewayProcess gateway = start()) {
      String url = "http://127.0.0.1:" + gateway.awaitReady().ops();
      Path trace = home.resolve("trace");
      var command = new ArrayList<>(List.of(traced(trace)));
      command.addAll(
          GatewayProcess.classes(
              "io.decisionos.gateway.app.Main", "evidence", "plan", "--url", url));

      assertThat(Shell.run(command.toArray(String[]::new))).contains("25 file(s)");
      List<String> calls = Files.readAllLines(trace);
      assertThat(calls).isNotEmpty();
      assertThat(writes(calls, root)).isEmpty();
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
