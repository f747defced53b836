package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the audit log lies on the disk. */
final class AuditFilesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @TempDir private Path home;

  private Path audit() {
    return home.resolve("audit");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(audit())) {
      return found.sorted().toList();
    }
  }

  @Test
  void aFileIsTheOwnersAloneAndAnotherOneBeginsEachDay() throws IOException {
    var files = new AuditFiles(audit(), new AuditSettings(1000, 10_000));
    files.append(DAY, "one");
    files.append(DAY, "two");
    files.append(DAY.plusDays(1), "three");
    files.close();

    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("audit-2026-11-23.00000.jsonl", "audit-2026-11-24.00000.jsonl");
    assertThat(files().get(0)).hasContent("one\ntwo");
    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit())))
        .isEqualTo("rwx------");
  }

  @Test
  void neitherOneFileNorAllTogetherGrowBeyondTheirBounds() throws IOException {
    var files = new AuditFiles(audit(), new AuditSettings(100, 350));
    for (int i = 0; i < 1000; i++) {
      files.append(DAY, "line " + i);
    }
    files.close();

    long total = 0;
    for (Path file : files()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(100);
      total += Files.size(file);
    }
    assertThat(total).isLessThanOrEqualTo(350);
    assertThat(Files.readAllLines(files().get(files().size() - 1))).endsWith("line 999");
  }

  @Test
  void aRestartBeginsAnotherFileAndLeavesTheOldOnesAsTheyAre() throws IOException {
    for (String line : List.of("first", "second")) {
      var files = new AuditFiles(audit(), new AuditSettings(1000, 10_000));
      files.append(DAY, line);
      files.close();
    }

    assertThat(files()).hasSize(2);
    assertThat(files().get(0)).hasContent("first");
    assertThat(files().get(1)).hasContent("second");
  }

  @Test
  void aLocaleWithDigitsOfItsOwnKeepsNoRestartFromWriting() throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      aRestartBeginsAnotherFileAndLeavesTheOldOnesAsTheyAre();
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void whatCannotBeWrittenFailsAndWhatComesLaterIsWrittenAgain() throws IOException {
    var files = new AuditFiles(audit(), new AuditSettings(1000, 10_000));
    Files.writeString(audit(), "in the way");
    assertThatThrownBy(() -> files.append(DAY, "lost")).isInstanceOf(IOException.class);

    Files.delete(audit());
    files.append(DAY, "kept");
    files.close();

    assertThat(files().get(0)).hasContent("kept");
  }

  @Test
  void aFileThatSomebodyRemovesIsFollowedByAnother() throws IOException {
    var files = new AuditFiles(audit(), new AuditSettings(1000, 10_000));
    files.append(DAY, "removed");
    Files.delete(files().get(0));
    files.append(DAY, "one");
    Files.delete(files().get(0));
    Files.delete(audit());
    files.append(DAY, "two");
    files.append(DAY, "three");
    files.close();

    assertThat(files()).hasSize(1);
    assertThat(files().get(0)).hasContent("two\nthree");
  }

  @Test
  void noTextBreaksOutOfItsLine() {
    String hostile = "a\nb\r\u2028\u2029\u0085\u0000\"},{\"event\":\"forged\" \ud800";
    var entry =
        new AuditEntry(
            Instant.EPOCH,
            "tenant.mismatch",
            Optional.of("r1"),
            Optional.of(hostile),
            Optional.of(hostile),
            "refused",
            hostile);

    assertThat(entry.line()).matches("[\\x20-\\x7e]+");
    assertThat(new JsonObject(entry.line()).fieldNames())
        .containsExactly("time", "event", "request_id", "subject", "tenant", "outcome", "detail");
  }

  @Test
  void aLongTextIsCutAndNotItsLine() {
    String longText = "x".repeat(100_000);
    var entry =
        AuditEntry.ofGateway(Instant.EPOCH, "conf.reloaded", Optional.of(longText), longText);

    assertThat(entry.line()).hasSizeLessThan(2000);
    assertThat(new JsonObject(entry.line()).getString("outcome")).isEqualTo("noted");
  }
}
