package io.decisionos.gateway.cards.log;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in one tenant's folder that nobody expects, and what the others notice: nothing. */
class BadFilesTest {
  private static final String LINE = "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}\n";
  private static final ReasonEvent EVENT =
      new ReasonEvent(Instant.parse("2026-01-01T00:00:00Z"), "y", 1);

  @TempDir private Path data;

  private Path folder(String tenant) throws IOException {
    return Files.createDirectories(data.resolve("events").resolve(tenant));
  }

  private Path tooLarge() throws IOException {
    Path file = folder("acme-corp").resolve("2026-01-01-000001.events");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    return file;
  }

  @Test
  void aSegmentThatIsTooLargeKeepsNoOtherTenantFromTheStartAndIsOverOnceItIsGone()
      throws IOException {
    Path file = tooLarge();
    Files.writeString(folder("default").resolve("a.jsonl"), LINE);
    Files.writeString(folder("acme-corp").resolve("a.jsonl"), LINE);
    try (var log = new OpenLog(data)) {
      log.follow();
      assertThat(log.all(OTHER)).isEqualTo("{x=1}");
      assertThat(log.append(ACME, EVENT).failed()).isTrue();
      assertThat(log.closed()).containsOnlyKeys(ACME);
      assertThat(log.closed().get(ACME)).contains("2 GiB", file.toString());
      Files.delete(file);
      log.retry();
      log.follow();
      assertThat(log.closed()).isEmpty();
      assertThat(log.all(ACME)).isEqualTo("{x=1}");
    }
  }

  @Test
  void aSegmentThatIsTooLargeInANewFolderHoldsUpNoOther() throws IOException {
    Files.writeString(folder("default").resolve("a.jsonl"), LINE);
    try (var log = new OpenLog(data)) {
      tooLarge();
      Files.writeString(folder("acme-corp").resolve("a.jsonl"), LINE);
      log.follow();
      assertThat(log.all(OTHER)).isEqualTo("{x=1}");
      assertThat(log.closed()).containsOnlyKeys(ACME);
    }
  }
}
