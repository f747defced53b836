package io.decisionos.gateway.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceReport;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that name no tenant are given to one. */
final class BackfillTest {
  private static final Instant MTIME = Instant.parse("2025-03-31T23:59:59Z");

  @TempDir Path home;
  private Path root;

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectories(home.resolve("evidence"));
    write("evidence_1.json", EvidenceSample.valid("", 1));
    write("two.locked.json", EvidenceSample.valid("", 2));
    write("mine.json", EvidenceSample.valid("globex", 3));
    write("torn.json", EvidenceSample.tampered("acme", 4));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = Files.write(root.resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(MTIME));
  }

  private CommandLineRun backfill(String... more) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("evidence", "backfill", "--root", root.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.startsWith(".writer"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aNameOfAnyBytesIsMovedAsAnyOther() throws IOException {
    Path odd = PathText.resolve(root, "\ufffd{ff}.json");
    Files.write(odd, EvidenceSample.valid("", 5));
    Files.setLastModifiedTime(odd, FileTime.from(MTIME));

    assertThat(backfill("--tenant", "acme", "--run").code()).isZero();
    assertThat(odd).doesNotExist();
    assertThat(PathText.resolve(root, "acme/2025-03/evidence_\ufffd{ff}.json")).exists();
  }

  @Test
  void aDryRunPrintsTheTableAndWritesNothing() throws IOException {
    List<String> before = tree();
    CommandLineRun run = backfill("--tenant", "acme");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "evidence_1.json  acme  meta.tenant set, signed anew, at acme/2025-03/evidence_1.json")
        .contains("mine.json  -  left alone: it names a tenant")
        .contains("torn.json  -  left alone: tampered");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void aRunGivesEachDocumentAndKeepsTheOriginal() throws Exception {
    byte[] original = Files.readAllBytes(root.resolve("two.locked.json"));
    String sha256 = Sha256.of(original, original.length).hex();
    assertThat(backfill("--tenant", "acme", "--run").out()).contains("2 document(s) given");

    assertThat(tree())
        .contains(
            "acme/2025-03/evidence_1.json",
            "acme/2025-03/evidence_two.locked.json",
            "mine.json",
            "torn.json",
            ".backfill/" + sha256 + ".json")
        .doesNotContain("evidence_1.json", "two.locked.json");
    Path given = root.resolve("acme/2025-03/evidence_two.locked.json");
    assertThat(Files.getLastModifiedTime(given).toInstant()).isEqualTo(MTIME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(given)))
        .isEqualTo("r--r--r--");
    assertThat(Files.readString(given)).contains("\"from_sha256\": \"" + sha256 + "\"");
    assertThat(root.resolve(".backfill/" + sha256 + ".json")).hasBinaryContent(original);
    EvidenceEntry entry = entry("acme/2025-03/evidence_two.locked.json");
    assertThat(entry.tampered()).isFalse();
    assertThat(entry.owner().orElseThrow().value()).isEqualTo("acme");
  }

  private EvidenceEntry entry(String path) throws Exception {
    return EvidenceReport.of(root, seen -> {}).known().get(new EvidencePath(path)).orElseThrow();
  }

  @Test
  void aSecondRunChangesNothingAndOneAfterAKillFinishes() throws IOException {
    byte[] original = Files.readAllBytes(root.resolve("evidence_1.json"));
    backfill("--tenant", "acme", "--run");
    List<String> after = tree();
    byte[] given = Files.readAllBytes(root.resolve("acme/2025-03/evidence_1.json"));
    assertThat(backfill("--tenant", "acme", "--run").out()).contains("0 document(s) given");
    assertThat(tree()).isEqualTo(after);
    // As a kill leaves it that comes right before the original goes.
    write("evidence_1.json", original);
    assertThat(backfill("--tenant", "acme", "--run").out()).contains("1 document(s) given");
    assertThat(tree()).isEqualTo(after);
    assertThat(root.resolve("acme/2025-03/evidence_1.json")).hasBinaryContent(given);
  }

  @Test
  void theFirstRuleThatFitsSaysWhoseItIs() throws IOException {
    Path map =
        Files.writeString(home.resolve("map.yaml"), "- {match: 'evidence_*', tenant: acme}\n");
    CommandLineRun run = backfill("--map", map.toString());

    assertThat(run.out())
        .contains("evidence_1.json  acme")
        .contains("two.locked.json  -  left alone: no rule fits");
    Files.writeString(map, "- {match: 'evidence_*'}\n");
    assertThat(backfill("--map", map.toString()).code()).isEqualTo(2);
    assertThat(backfill("--map", home.resolve("none").toString()).code()).isEqualTo(2);
  }

  @Test
  void wrongArgumentsAndARootThatAGatewayHasAreRefused() throws IOException {
    assertThat(backfill().code()).isEqualTo(2);
    assertThat(backfill("--tenant", "acme", "--map", "x").code()).isEqualTo(2);
    assertThat(backfill("--tenant", "Not An Id").code()).isEqualTo(2);
    Path held = Files.createDirectories(home.resolve("var/evidence"));
    try (var gateway = RunningGateway.start(home)) {
      String[] run = {
        "evidence", "backfill", "--root", held.toString(), "--tenant", "acme", "--run"
      };
      assertThat(gateway.httpPort()).isPositive();
      assertThat(CommandLineRun.of(run).code()).isEqualTo(2);
    }
  }

  @Test
  void whatIsThereAlreadyIsNotWrittenOver() throws IOException {
    Files.createDirectories(root.resolve("acme/2025-03"));
    write("acme/2025-03/evidence_1.json", EvidenceSample.valid("acme", 9));

    assertThat(backfill("--tenant", "acme", "--run").out())
        .contains("left alone: acme/2025-03/evidence_1.json is there already");
    assertThat(root.resolve("evidence_1.json")).exists();
  }
}
