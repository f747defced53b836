package io.decisionos.gateway.cards.follow;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.log.OpenLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other processes, and all that can happen to them. */
class FollowTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path data;
  private Path folder;
  private OpenLog log;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectories(data.resolve("events/acme-corp"));
    log = new OpenLog(data);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private static String line(String reason) {
    return "{\"ts\":\"2026-01-01T00:00:00+01:00\",\"reason\":\"" + reason + "\"}\n";
  }

  /** Appends as another process does; its clock is ours. */
  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private String counted() {
    log.follow();
    return log.all(ACME);
  }

  private void restart() throws IOException {
    log.close();
    log = new OpenLog(data);
  }

  @Test
  void namesOfAnyBytesAreFilesOfTheirOwnOverRestarts() throws IOException {
    for (String bytes : List.of("caf%E8", "caf%E9", "caf%C3%A9", "caf%3F", "line%0Abreak")) {
      Files.writeString(Path.of(URI.create(folder.toUri() + bytes + ".jsonl")), line("a"));
    }
    assertThat(counted()).isEqualTo("{a=5}");
    restart();
    assertThat(counted()).isEqualTo("{a=5}");
  }

  @Test
  void aFileIsFollowedAsItGrows() throws IOException {
    write("a.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=1}");
    write("a.jsonl", line("x") + line("y"));
    assertThat(counted()).isEqualTo("{x=2, y=1}");
    assertThat(counted()).isEqualTo("{x=2, y=1}");
    assertThat(log.all(OTHER)).isEqualTo("{}");
  }

  @Test
  void badLinesAreCountedAndLoseNothingElse() throws IOException {
    write("a.jsonl", line("x") + "nonsense\n\n" + "{\"ts\":1}\r\n" + line("y"));
    assertThat(counted()).isEqualTo("{x=1, y=1}");
    assertThat(log.followed(ACME).bad()).isEqualTo(2);
    restart();
    assertThat(log.followed(ACME).bad()).isEqualTo(2);
  }

  @Test
  void aTornLastLineIsWaitedFor() throws IOException {
    String line = line("x");
    write("a.jsonl", line("w") + line.substring(0, 20));
    assertThat(counted()).isEqualTo("{w=1}");
    write("a.jsonl", line.substring(20));
    assertThat(counted()).isEqualTo("{w=1, x=1}");
    assertThat(log.followed(ACME).bad()).isZero();
  }

  @Test
  void aLastEventWithoutALineEndIsTakenOnceNothingMoreComes() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, line("x").strip());
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    assertThat(counted()).isEqualTo("{x=1}");
    write("a.jsonl", "\n" + line("y"));
    assertThat(counted()).isEqualTo("{x=1, y=1}");
    assertThat(log.followed(ACME).bad()).isZero();
  }

  @Test
  void aRestartGoesOnWhereItStopped() throws IOException {
    write("a.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=1}");
    restart();
    assertThat(counted()).isEqualTo("{x=1}");
    log.checkpoint();
    write("a.jsonl", line("x"));
    restart();
    assertThat(counted()).isEqualTo("{x=2}");
  }

  @Test
  void aFileThatIsRenamedIsNotCountedAgain() throws IOException {
    write("a.jsonl", line("x"));
    log.follow();
    write("a.jsonl", line("y"));
    Files.move(folder.resolve("a.jsonl"), folder.resolve("a-1.jsonl"));
    write("a.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=2, y=1}");
    assertThat(counted()).isEqualTo("{x=2, y=1}");
  }

  @Test
  void aFileThatIsRenamedToAnyNameIsReadToItsEndAndTheNextOneIsNew() throws IOException {
    write("a.jsonl", line("x"));
    log.follow();
    write("a.jsonl", line("y"));
    Files.move(folder.resolve("a.jsonl"), folder.resolve("a.jsonl.1"));
    write("a.jsonl", line("x"));
    write("other.log", line("z"));
    assertThat(counted()).isEqualTo("{x=2, y=1}");
    write("a.jsonl.1", line("y"));
    assertThat(counted()).isEqualTo("{x=2, y=2}");
    restart();
    assertThat(counted()).isEqualTo("{x=2, y=2}");
  }

  @Test
  void aFileWithTwoNamesIsOneFile() throws IOException {
    write("a.jsonl", line("x"));
    log.follow();
    Files.createLink(folder.resolve("b.jsonl"), folder.resolve("a.jsonl"));
    Files.createLink(folder.resolve("a.jsonl.1"), folder.resolve("a.jsonl"));
    write("a.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=2}");
  }

  @Test
  void aFileThatIsCutBeginsAnewWhateverItsOtherNames() throws IOException {
    // The system lists names in an order of its own.
    for (int i = 0; i < 20; i++) {
      write(i + ".jsonl", line("x"));
      Files.createLink(folder.resolve(i + ".log"), folder.resolve(i + ".jsonl"));
    }
    log.follow();
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve(i + ".log"), line("y"));
    }
    assertThat(counted()).isEqualTo("{x=20, y=20}");
  }

  @Test
  void aFileThatIsCutBeginsAnew() throws IOException {
    write("a.jsonl", line("x") + line("x"));
    log.follow();
    Files.writeString(folder.resolve("a.jsonl"), line("y"));
    assertThat(counted()).isEqualTo("{x=2, y=1}");
    Files.writeString(folder.resolve("a.jsonl"), line("z") + line("z") + line("z"));
    assertThat(counted()).isEqualTo("{x=2, y=1, z=3}");
  }

  @Test
  void aFileThatIsReplacedByALongerOneIsReadOn() throws IOException {
    write("a.jsonl", line("x"));
    log.follow();
    Files.writeString(folder.resolve("draft"), line("x") + line("y"));
    Files.move(
        folder.resolve("draft"), folder.resolve("a.jsonl"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(counted()).isEqualTo("{x=1, y=1}");
  }

  @Test
  void aCopyBeforeACutIsNotCountedAgain() throws IOException {
    write("a.jsonl", line("x").repeat(40));
    log.follow();
    Files.copy(folder.resolve("a.jsonl"), folder.resolve("a-1.jsonl"));
    Files.writeString(folder.resolve("a.jsonl"), line("y"));
    assertThat(counted()).isEqualTo("{x=40, y=1}");
    assertThat(counted()).isEqualTo("{x=40, y=1}");
    restart();
    assertThat(counted()).isEqualTo("{x=40, y=1}");
    write("a-1.jsonl", line("z"));
    assertThat(counted()).isEqualTo("{x=40, y=1, z=1}");
  }

  @Test
  void twoFilesThatBeginAlikeAreTwo() throws IOException {
    write("a.jsonl", line("x"));
    write("b.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=2}");
    write("c.jsonl", line("x"));
    assertThat(counted()).isEqualTo("{x=3}");
  }

  @Test
  void aLineThatNeverEndsIsOneBadLine() throws IOException {
    write("a.jsonl", line("x") + "y".repeat(3 << 20));
    assertThat(counted()).isEqualTo("{x=1}");
    write("a.jsonl", "y".repeat(100) + "\n" + line("z"));
    assertThat(counted()).isEqualTo("{x=1, z=1}");
    assertThat(log.followed(ACME).bad()).isEqualTo(1);
  }

  @Test
  void linksAndOtherNamesAndOtherFoldersAreNotRead() throws IOException {
    Path outside = Files.writeString(data.resolve("outside"), line("x"));
    Files.createSymbolicLink(folder.resolve("link.jsonl"), outside);
    Files.writeString(folder.resolve("a.json"), line("x"));
    Files.createDirectories(folder.resolve("sub.jsonl"));
    Path stranger = Files.createDirectories(data.resolve("events/No_Tenant"));
    Files.writeString(stranger.resolve("a.jsonl"), line("x"));
    assertThat(counted()).isEqualTo("{}");
    assertThat(log.follower().unreadable()).isEqualTo(Unreadable.NOTHING);
  }

  @Test
  void reasonsForWhichThereIsNoRoomAreBadLines() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      lines.append(line("r" + i));
    }
    write("a.jsonl", lines + line("r0"));
    log.have(ACME, new ReasonEvent(LONG_AGO, "own", 1));
    log.follow();
    assertThat(log.followed(ACME).bad()).isEqualTo(51);
    assertThat(log.counts(ACME).version()).isEqualTo(101);
  }
}
