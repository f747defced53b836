package io.decisionos.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, and a monotonic time that the test moves. */
class WatchedDirectoryTest {
  private static final SettleTimes TIMES =
      new SettleTimes(Duration.ofMillis(50), Duration.ofMillis(500));

  @TempDir Path home;
  private Path directory;
  private final Texts reader = new Texts();
  private WatchedDirectory<String> watched;
  private DirectoryContents<String> contents;
  private long now = 5_000_000_000L;

  /** The text of each file; counts the readings, and lets the test act within one. */
  private static final class Texts implements DocumentReader<String> {
    final List<String> read = new ArrayList<>();
    Runnable during = () -> {};

    @Override
    public boolean accepts(String name) {
      return name.endsWith(".yaml");
    }

    @Override
    public String read(String name, byte[] content) {
      read.add(name);
      during.run();
      return new String(content, UTF_8);
    }

    @Override
    public String unreadable(String name, Fault fault) {
      return "!" + fault.found();
    }
  }

  @BeforeEach
  void lookAtADirectoryWithOneFile() throws IOException {
    directory = Files.createDirectory(home.resolve("tenants"));
    write("other.yaml", "other");
    // A clock far ahead: what is there at the first look has rested.
    Clock clock = Clock.fixed(Instant.now().plusSeconds(3600), ZoneOffset.UTC);
    watched = new WatchedDirectory<>(directory, reader, clock, () -> now);
    look();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void look() {
    contents = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> watched.sweep(TIMES));
  }

  private void lookAfter(long millis) {
    now += Duration.ofMillis(millis).toNanos();
    look();
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(contents.files().get(name)).map(DirectoryContents.FileState::value);
  }

  private void settled(String name, String text) throws IOException {
    write(name, text);
    look();
    lookAfter(50);
    assertThat(text(name)).contains(text);
  }

  @Test
  void whatHasRestedBeforeTheFirstLookIsReadAtOnce() {
    assertThat(text("other.yaml")).contains("other");
    assertThat(contents.nextDue()).isEmpty();
    assertThat(contents.trouble()).isEmpty();
  }

  @Test
  void aFileIsReadOnceItHasRested() throws IOException {
    write("a.yaml", "1");
    look();
    assertThat(contents.nextDue()).contains(Duration.ofMillis(50));
    lookAfter(49);
    assertThat(text("a.yaml")).isEmpty();
    lookAfter(1);
    assertThat(text("a.yaml")).contains("1");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void namesOfAnyBytesAreFilesOfTheirOwn() throws IOException {
    for (String bytes : List.of("caf%E8", "caf%E9", "caf%C3%A9", "caf%3F", "line%0Abreak")) {
      Files.writeString(Path.of(URI.create(directory.toUri() + bytes + ".yaml")), bytes);
    }
    look();
    lookAfter(50);
    assertThat(text("caf\ufffd{e8}.yaml")).contains("caf%E8");
    assertThat(text("caf\ufffd{e9}.yaml")).contains("caf%E9");
    assertThat(text("caf\u00e9.yaml")).contains("caf%C3%A9");
    assertThat(text("caf?.yaml")).contains("caf%3F");
    assertThat(text("line\nbreak.yaml")).contains("line%0Abreak");
  }

  @Test
  void aSlowWriterIsWaitedForAndItsHalvesAreNeverSeen() throws IOException {
    for (String text : List.of("a", "ab", "abc")) {
      write("a.yaml", text);
      lookAfter(40);
      assertThat(text("a.yaml")).isEmpty();
    }
    lookAfter(50);
    assertThat(text("a.yaml")).contains("abc");
    assertThat(reader.read).containsExactly("other.yaml", "a.yaml");
  }

  @Test
  void theOldVersionStaysWhileTheNewOneSettles() throws IOException {
    settled("a.yaml", "1");
    write("a.yaml", "22");
    look();
    assertThat(text("a.yaml")).contains("1");
    lookAfter(50);
    assertThat(text("a.yaml")).contains("22");
  }

  @Test
  void aFileRenamedOverIsSeenThoughSizeAndTimeAreTheSame() throws IOException {
    settled("a.yaml", "1");
    Path old = directory.resolve("a.yaml");
    Path other = Files.writeString(home.resolve("new"), "2");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(old));
    Files.move(other, old, StandardCopyOption.REPLACE_EXISTING);
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("2");
  }

  @Test
  void aTouchedFileIsNotTakenForAnotherVersion() throws IOException {
    settled("a.yaml", "1");
    var before = contents.files().get("a.yaml").value();
    write("a.yaml", "1");
    look();
    lookAfter(50);
    assertThat(contents.files().get("a.yaml").value()).isSameAs(before);
    assertThat(reader.read).containsExactly("other.yaml", "a.yaml");
  }

  @Test
  void onlyTheFileThatChangedIsReadAgain() throws IOException {
    settled("a.yaml", "1");
    settled("b.yaml", "1");
    settled("a.yaml", "2");
    assertThat(reader.read).containsExactly("other.yaml", "a.yaml", "b.yaml", "a.yaml");
  }

  @Test
  void aMissingFileIsDeletedOnlyAfterItsTime() throws IOException {
    settled("a.yaml", "1");
    Files.delete(directory.resolve("a.yaml"));
    look();
    assertThat(contents.files().get("a.yaml").missing()).isTrue();
    assertThat(contents.nextDue()).contains(Duration.ofMillis(500));
    lookAfter(499);
    assertThat(text("a.yaml")).contains("1");
    lookAfter(1);
    assertThat(text("a.yaml")).isEmpty();
  }

  @Test
  void aFileThatComesBackInTimeWasNeverDeleted() throws IOException {
    settled("a.yaml", "1");
    Files.delete(directory.resolve("a.yaml"));
    look();
    lookAfter(499);
    write("a.yaml", "2");
    lookAfter(10);
    assertThat(contents.files().get("a.yaml").missing()).isFalse();
    assertThat(text("a.yaml")).contains("1");
    lookAfter(50);
    assertThat(text("a.yaml")).contains("2");
  }

  @Test
  void aFileThatCameAndWentUnreadIsForgotten() throws IOException {
    write("a.yaml", "1");
    look();
    Files.delete(directory.resolve("a.yaml"));
    look();
    assertThat(contents.nextDue()).isEmpty();
    assertThat(contents.files()).containsOnlyKeys("other.yaml");
  }

  @Test
  void aConfigMapsSwapOfLinksIsSeen() throws IOException {
    Path mount = Files.createDirectory(home.resolve("mount"));
    Files.writeString(Files.createDirectory(mount.resolve("..v1")).resolve("a.yaml"), "1");
    Files.writeString(Files.createDirectory(mount.resolve("..v2")).resolve("a.yaml"), "2");
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
    Files.createSymbolicLink(mount.resolve("a.yaml"), Path.of("..data/a.yaml"));
    watched = new WatchedDirectory<>(mount, reader, Clock.systemUTC(), () -> now);
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("1");
    Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..v2"));
    Files.move(
        mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("2");
  }

  @Test
  void aLinkToNothingIsUnreadableUntilItIsDeletedItself() throws IOException {
    Path target = Files.writeString(home.resolve("target"), "1");
    Files.createSymbolicLink(directory.resolve("b.yaml"), home.resolve("nowhere"));
    Files.createSymbolicLink(directory.resolve("a.yaml"), target);
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("1");
    assertThat(text("b.yaml")).contains("!a symbolic link to nothing");
    Files.delete(target);
    look();
    assertThat(text("a.yaml")).contains("1");
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!a symbolic link to nothing");
    assertThat(contents.files().get("a.yaml").missing()).isFalse();
    assertThat(contents.nextDue()).isEmpty();
    Files.delete(directory.resolve("a.yaml"));
    look();
    lookAfter(500);
    assertThat(contents.files()).containsOnlyKeys("b.yaml", "other.yaml");
  }

  @Test
  void filesThatCapitalsAloneKeepFromBeingReadAreNamed() throws IOException {
    for (String name : List.of("b.YAML", "B.Yaml", "notes.TXT")) {
      Files.writeString(directory.resolve(name), "1");
    }
    look();
    assertThat(watched.ignored()).containsExactly("B.Yaml", "b.YAML");
    assertThat(contents.files()).doesNotContainKeys("B.Yaml", "b.YAML");
    Files.delete(directory.resolve("B.Yaml"));
    Files.delete(directory.resolve("b.YAML"));
    look();
    assertThat(watched.ignored()).isEmpty();
  }

  @Test
  void aFileThatLiesThereInOtherCapitalsIsUnreadableUntilItIsDeleted() throws IOException {
    settled("a.yaml", "1");
    Path misspelt = Files.move(directory.resolve("a.yaml"), directory.resolve("a.YAML"));
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!a.YAML in its place");
    assertThat(contents.nextDue()).isEmpty();
    Files.move(misspelt, directory.resolve("a.yaml"));
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("1");
    Files.move(directory.resolve("a.yaml"), misspelt);
    look();
    Files.delete(misspelt);
    look();
    lookAfter(500);
    assertThat(contents.files()).containsOnlyKeys("other.yaml");
  }

  @Test
  void aLinkToItselfIsUnreadableAlsoAfterItWasAFile() throws IOException {
    settled("a.yaml", "1");
    Files.delete(directory.resolve("a.yaml"));
    look();
    Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("a.yaml"));
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!an I/O error");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void aFifoDoesNotHangTheSweep() {
    Shell.run("mkfifo", directory.resolve("a.yaml").toString());
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!something that is no regular file");
  }

  @Test
  void aDirectoryWithAFilesNameIsUnreadable() throws IOException {
    Files.createDirectory(directory.resolve("a.yaml"));
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!something that is no regular file");
  }

  @Test
  void aFileOver256KiBIsNotRead() throws IOException {
    settled("a.yaml", "a".repeat(256 * 1024));
    write("a.yaml", "a".repeat(256 * 1024 + 1));
    look();
    lookAfter(50);
    assertThat(text("a.yaml")).contains("!262145 bytes");
  }

  @Test
  void aNameThatIsNoTextOfThisLocaleIsReadLikeAnyOther() {
    // The second name is for file systems that take UTF-8 only.
    String script = "printf 1 > \"$1/$(printf 'm\377.yaml')\" || printf 1 > \"$1/m.yaml\"";
    Shell.run("sh", "-c", script, "sh", directory.toString());
    look();
    lookAfter(50);
    assertThat(contents.files().values()).anyMatch(state -> state.value().equals("1"));
  }

  @Test
  void ofTwoNamesThatLookAlikeOneGoesAndTheOtherIsRead() {
    // Where the file system takes UTF-8 only, the name stays and the file is another one.
    String script =
        "printf \"$2\" > \"$1/$(printf \"m$3.yaml\")\" || printf \"$2\" > \"$1/m.yaml\"";
    Shell.run("sh", "-c", script, "sh", directory.toString(), "old", "\\377");
    look();
    lookAfter(50);
    Shell.run("sh", "-c", "rm \"$1\"/m*.yaml", "sh", directory.toString());
    Shell.run("sh", "-c", script, "sh", directory.toString(), "new", "\\376");
    look();
    lookAfter(500);
    look();
    assertThat(contents.files().values())
        .anyMatch(state -> state.value().equals("new"))
        .noneMatch(state -> state.value().equals("old"));
  }

  @Test
  void aFileThatChangesWhileAnotherIsReadIsWaitedForAnew() throws IOException {
    settled("a.yaml", "1");
    settled("b.yaml", "1");
    write("a.yaml", "22");
    write("b.yaml", "22");
    look();
    reader.during =
        () -> {
          reader.during = () -> {};
          writeHalf();
        };
    lookAfter(50);
    assertThat(text("a.yaml")).contains("22");
    assertThat(text("b.yaml")).contains("1");
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    lookAfter(50);
    assertThat(text("b.yaml")).contains("half");
  }

  private void writeHalf() {
    try {
      write("b.yaml", "half");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileThatTheReaderFailsOnIsFaultyAloneAndNotReadAgain() throws IOException {
    reader.during =
        () -> {
          throw new IllegalStateException("a bug");
        };
    write("a.yaml", "1");
    look();
    lookAfter(50);
    assertThat(text("a.yaml").orElseThrow()).contains("IllegalStateException");
    assertThat(text("other.yaml")).contains("other");
    int readings = reader.read.size();
    lookAfter(50);
    assertThat(reader.read).hasSize(readings);
  }
}
