package io.decisionos.gateway.cards.follow;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static io.decisionos.gateway.cards.log.OpenLog.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.log.OpenLog;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  @Test
  void namesThatAreNoTextAreFilesOfTheirOwn() throws IOException {
    Path folder = folder("acme-corp");
    Files.writeString(folder.resolve("a.jsonl"), LINE);
    Files.writeString(folder("default").resolve("a.jsonl"), LINE);
    // In no encoding that we may run under both of these bytes are a character.
    for (String octal : List.of("351", "350")) {
      Shell.run(
          "sh",
          "-c",
          "cd \"$1\" && cp a.jsonl \"$(printf '\\" + octal + "').jsonl\"",
          "sh",
          "" + folder);
    }
    try (var log = new OpenLog(data)) {
      log.follow();
      log.follow();
      assertThat(log.all(ACME)).isEqualTo("{x=3}");
      assertThat(log.all(OTHER)).isEqualTo("{x=1}");
      assertThat(log.follower().unreadable()).isEqualTo(Unreadable.NOTHING);
    }
  }

  @Test
  void aTimeThatIsNoInstantIsATimeLikeOthers() {
    assertThat(sight(FileTime.from(Long.MAX_VALUE, TimeUnit.SECONDS)).isSettled(EVENT.ts()))
        .isFalse();
    assertThat(sight(FileTime.from(Long.MIN_VALUE, TimeUnit.SECONDS)).isSettled(EVENT.ts()))
        .isTrue();
  }

  private ListedFile sight(FileTime modified) {
    return new ListedFile(data.resolve("a.jsonl"), true, 1, 1, modified);
  }

  @Test
  void aFileThatShrinksBeforeItIsReadIsLeftToTheNextLook() throws IOException {
    Path file = folder("acme-corp").resolve("a.jsonl");
    try (var log = new OpenLog(data)) {
      Files.writeString(file, LINE + LINE);
      log.follow();
      Files.writeString(file, LINE, StandardOpenOption.APPEND);
      FolderSurvey.Found found = FolderSurvey.at(file.getParent(), log.followed(ACME), EVENT.ts());
      Files.writeString(file, LINE);
      assertThat(found.due().get(0).read()).isEmpty();
      log.follow();
      assertThat(log.all(ACME)).isEqualTo("{x=3}");
    }
  }

  @Test
  void aFileThatHoldsSomethingElseBeforeItIsReadIsLeftToTheNextLook() throws IOException {
    Path file = folder("acme-corp").resolve("a.jsonl");
    try (var log = new OpenLog(data)) {
      Files.writeString(file, LINE);
      log.follow();
      Files.writeString(file, LINE, StandardOpenOption.APPEND);
      FolderSurvey.Found found = FolderSurvey.at(file.getParent(), log.followed(ACME), EVENT.ts());
      Files.writeString(file, LINE.replace("x", "y").repeat(5));
      assertThat(found.due().get(0).read()).isEmpty();
      log.follow();
      assertThat(log.all(ACME)).isEqualTo("{x=1, y=5}");
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsCauseAndHoldsUpNoOther() throws IOException {
    Path folder = folder("acme-corp");
    Path file = Files.writeString(folder.resolve("a.jsonl"), LINE);
    Files.writeString(folder.resolve("b.jsonl"), LINE);
    FolderSurvey.Found found = FolderSurvey.at(folder, KnownPlaces.NONE, EVENT.ts());
    Files.delete(file);
    Files.createDirectory(file);
    var turn = new FolderBacklog(ACME, found);
    assertThat(turn.read()).isEmpty();
    assertThat(turn.read()).isPresent();
    assertThat(turn.unreadable()).containsOnlyKeys("a.jsonl");
    assertThat(turn.unreadable().get("a.jsonl")).contains("Is a directory");
    assertThat(turn.behind()).isEqualTo(LINE.length());
  }

  @Test
  void aFaultOfOursIsThatFoldersAlone() throws IOException {
    Path folder = folder("acme-corp");
    FolderSurvey.Found found = FolderSurvey.at(folder, new KnownPlaces(null, 0), EVENT.ts());
    assertThat(found.unreadable()).containsOnlyKeys("");
    assertThat(found.unreadable().get("")).contains("NullPointerException");
  }

  @Test
  void foldersThatCannotBeListedAreToldOfAndFollowedOnOnceTheyCan() throws IOException {
    Files.writeString(folder("acme-corp").resolve("a.jsonl"), LINE);
    try (var log = new OpenLog(data)) {
      Path away = Files.move(data.resolve("events"), data.resolve("away"));
      log.follow();
      assertThat(log.follower().unreadable().cause()).contains("NoSuchFile");
      Files.move(away, data.resolve("events"));
      log.follow();
      assertThat(log.follower().unreadable()).isEqualTo(Unreadable.NOTHING);
      assertThat(log.all(ACME)).isEqualTo("{x=1}");
    }
  }
}
