package io.decisionos.gateway.cards.follow;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.log.OpenLog;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of other processes with many files, or with large ones. */
class ManyFilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final String LINE = "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}\n";
  private static final long PART = NewLines.CHUNK;

  @TempDir private Path data;
  private Path folder;
  private Path others;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(data.resolve("events/acme-corp"));
    others = Files.createDirectories(data.resolve("events/default"));
  }

  private void write(String name) throws IOException {
    Files.writeString(
        folder.resolve(name), LINE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void writeAll(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      write("%05d.jsonl".formatted(i));
    }
  }

  /** A file that takes no space and holds one line that is too long. */
  private void large(Path folder, String name, long bytes) throws IOException {
    try (var sparse = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }

  private static String counted(OpenLog log) {
    log.follow();
    return log.all(ACME);
  }

  @Test
  void eachLineOfManyFilesIsCountedOnce() throws IOException {
    writeAll(3000);
    Files.writeString(others.resolve("a.jsonl"), LINE);
    try (var log = new OpenLog(data)) {
      assertThat(counted(log)).isEqualTo("{x=3000}");
      assertThat(log.all(OTHER)).isEqualTo("{x=1}");
      long bytes = log.bytes(ACME);
      assertThat(counted(log)).isEqualTo("{x=3000}");
      assertThat(log.bytes(ACME)).isEqualTo(bytes);
      log.checkpoint();
      writeAll(1500);
      assertThat(counted(log)).isEqualTo("{x=4500}");
    }
    try (var log = new OpenLog(data)) {
      assertThat(counted(log)).isEqualTo("{x=4500}");
      assertThat(log.followed(ACME).all()).hasSize(3000);
    }
  }

  @Test
  void aFileKeepsItsPlaceWhileOthersComeAndGo() throws IOException {
    write("stays.jsonl");
    try (var log = new OpenLog(data)) {
      int come = 0;
      for (int rotation = 0; rotation < 3; rotation++) {
        List<Path> gone = new ArrayList<>();
        for (int i = 0; i < FolderSurvey.MOST_GONE; i++) {
          gone.add(folder.resolve(rotation + "-" + i + ".jsonl"));
          write(rotation + "-" + i + ".jsonl");
          come++;
        }
        assertThat(counted(log)).isEqualTo("{x=" + (come + 1) + "}");
        Path keep = Files.createDirectories(data.resolve("gone" + rotation));
        for (Path file : gone) {
          // An inode that is in use is given to no other file.
          Files.move(file, keep.resolve(file.getFileName()));
        }
      }
      assertThat(counted(log)).isEqualTo("{x=" + (come + 1) + "}");
      assertThat(log.followed(ACME).all())
          .hasSize(FolderSurvey.MOST_GONE + 1)
          .anyMatch(place -> place.name().equals("stays.jsonl"));
    }
  }

  @Test
  void moreFilesThanCanBeFollowedAreToldOfAndCountedOnceThereIsRoom() throws IOException {
    writeAll(FolderSurvey.MOST_FILES + 2);
    try (var log = new OpenLog(data)) {
      assertThat(counted(log)).isEqualTo("{x=" + FolderSurvey.MOST_FILES + "}");
      assertThat(log.follower().unreadable().cause())
          .isEqualTo("acme-corp/ (more than 10000 files; 2 of them are not followed)");
      assertThat(counted(log)).isEqualTo("{x=" + FolderSurvey.MOST_FILES + "}");
      Files.delete(folder.resolve("00000.jsonl"));
      Files.delete(folder.resolve("00001.jsonl"));
      assertThat(counted(log)).isEqualTo("{x=" + (FolderSurvey.MOST_FILES + 2) + "}");
      assertThat(counted(log)).isEqualTo("{x=" + (FolderSurvey.MOST_FILES + 2) + "}");
      assertThat(log.follower().unreadable()).isEqualTo(Unreadable.NOTHING);
    }
  }

  @Test
  void aRoundReadsFewBytesAndAllTenantsHaveATurnInIt() throws IOException {
    for (int i = 0; i < 80; i++) {
      large(folder, i + ".jsonl", 2 * PART);
    }
    Files.writeString(others.resolve("a.jsonl"), LINE);
    var turns = new ReadingRounds(List.of(turn(ACME, folder), turn(OTHER, others)));
    List<ReadingRounds.Read> first = turns.read();
    assertThat(first).extracting(read -> read.backlog().tenant()).contains(ACME, OTHER);
    long read = bytes(first);
    while (!turns.isOver()) {
      long round = bytes(turns.read());
      assertThat(round).isLessThanOrEqualTo(ReadingRounds.BYTES_OF_ROUND);
      read += round;
    }
    assertThat(read)
        .isBetween(ReadingRounds.BYTES_OF_LOOK - PART, ReadingRounds.BYTES_OF_LOOK + PART);
    assertThat(turns.keptWaiting()).containsExactly(ACME);
  }

  private static FolderBacklog turn(TenantId tenant, Path folder) {
    return new FolderBacklog(tenant, FolderSurvey.at(folder, KnownPlaces.NONE, NOW));
  }

  private static long bytes(List<ReadingRounds.Read> parts) {
    return parts.stream().mapToLong(read -> read.part().place().offset()).sum();
  }

  @Test
  void aLookCommitsWhileItReadsAndTheNextOneBeginsWithWhatWaits() throws IOException {
    for (int i = 0; i < 80; i++) {
      large(folder, i + ".jsonl", 2 * PART);
    }
    try (var log = new OpenLog(data)) {
      var more = log.follower().look();
      assertThat(log.followed(ACME).all()).isEmpty();
      log.step();
      assertThat(log.followed(ACME).all()).hasSize(4);
      log.settle();
      assertThat(more.result()).isTrue();
      assertThat(log.followed(ACME).all()).hasSize(64);
      assertThat(FolderSurvey.at(folder, log.followed(ACME), NOW).due())
          .hasSize(80)
          .startsWith(unread(log))
          .element(16)
          .returns(log.followed(ACME).all().iterator().next(), DueFile::from);
      log.follow();
      assertThat(log.follower().behind()).isZero();
      assertThat(log.followed(ACME).bad()).isEqualTo(80);
    }
  }

  private DueFile[] unread(OpenLog log) {
    return FolderSurvey.at(folder, log.followed(ACME), NOW).due().stream()
        .filter(file -> file.from().offset() == 0)
        .toArray(DueFile[]::new);
  }

  @Test
  void whoWasKeptWaitingComesFirst() {
    assertThat(ReadingRounds.order(List.of(OTHER, ACME), Set.of())).containsExactly(ACME, OTHER);
    assertThat(ReadingRounds.order(List.of(OTHER, ACME), Set.of(OTHER)))
        .containsExactly(OTHER, ACME);
    assertThat(ReadingRounds.order(List.of(ACME), Set.of(OTHER))).containsExactly(ACME);
  }

  @Test
  void whoseCommitFailsWaitsForTheNextLook() throws IOException {
    var disk = new FaultyDisk();
    writeAll(1500);
    try (var log = new OpenLog(data, disk, 10)) {
      disk.fillUpAfter(10);
      var more = log.follower().look();
      log.step();
      disk.fillUpAfter(Long.MAX_VALUE);
      log.settle();
      assertThat(more.result()).isFalse();
      assertThat(log.all(ACME)).isEqualTo("{}");
      assertThat(counted(log)).isEqualTo("{x=1500}");
    }
  }

  @Test
  void aFullDiskInTheMiddleOfALookLosesNothingAndCountsNothingTwice() throws IOException {
    var disk = new FaultyDisk();
    writeAll(3000);
    try (var log = new OpenLog(data, disk, 10)) {
      disk.fillUpAfter(100_000);
      log.follow();
      int before = log.followed(ACME).all().size();
      assertThat(before).isBetween(1, 2999);
      disk.fillUpAfter(Long.MAX_VALUE);
      assertThat(counted(log)).isEqualTo("{x=3000}");
    }
    try (var log = new OpenLog(data, FileOpener.DISK, 10)) {
      assertThat(counted(log)).isEqualTo("{x=3000}");
    }
  }
}
