package io.decisionos.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look at the files that are named or unsettled finds, and what it leaves to a sweep. */
class LookTest {
  private static final SettleTimes TIMES =
      new SettleTimes(Duration.ofMillis(50), Duration.ofMillis(500));

  @TempDir Path home;
  private Path directory;
  private WatchedDirectory<String> watched;
  private DirectoryContents<String> contents;
  private long now;

  private static final class Texts implements DocumentReader<String> {
    @Override
    public boolean accepts(String name) {
      return true;
    }

    @Override
    public String read(String name, byte[] content) {
      return new String(content, UTF_8);
    }

    @Override
    public String unreadable(String name, Fault fault) {
      return "!" + fault.found();
    }
  }

  @BeforeEach
  void lookAtADirectoryWithTwoFiles() throws IOException {
    directory = Files.createDirectory(home.resolve("tenants"));
    write("a", "1");
    write("b", "1");
    Clock ahead = Clock.fixed(Instant.now().plusSeconds(3600), ZoneOffset.UTC);
    watched = new WatchedDirectory<>(directory, new Texts(), ahead, () -> now);
    sweep();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void sweep() {
    contents = watched.sweep(TIMES);
  }

  private void lookAfter(long millis, String... names) {
    now += Duration.ofMillis(millis).toNanos();
    contents = watched.look(Stream.of(names).map(directory::resolve).toList(), TIMES);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(contents.files().get(name)).map(DirectoryContents.FileState::value);
  }

  @Test
  void aFileThatHasRestedSinceTheSweepIsRead() throws IOException {
    write("a", "22");
    sweep();
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    lookAfter(50);
    assertThat(text("a")).contains("22");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void aFileThatChangedSinceTheSweepIsWaitedForAnew() throws IOException {
    write("a", "22");
    sweep();
    write("a", "333");
    lookAfter(50);
    assertThat(text("a")).contains("1");
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    lookAfter(50);
    assertThat(text("a")).contains("333");
  }

  @Test
  void whatNoSweepHasSeenIsLeftToTheNextOne() throws IOException {
    write("a", "22");
    write("c", "new");
    lookAfter(50);
    assertThat(text("a")).contains("1");
    assertThat(text("c")).isEmpty();
  }

  @Test
  void aFileThatGoesWhileItSettlesIsDeletedByASweepAlone() throws IOException {
    write("a", "22");
    sweep();
    Files.delete(directory.resolve("a"));
    lookAfter(50);
    assertThat(contents.files().get("a").missing()).isTrue();
    assertThat(contents.nextDeleted()).contains(Duration.ofMillis(500));
    lookAfter(500);
    assertThat(text("a")).contains("1");
    sweep();
    assertThat(text("a")).isEmpty();
  }

  @Test
  void aLookThatFindsNothingNewTellsNothingNew() throws IOException {
    var before = contents;
    write("a", "22");
    sweep();
    assertThat(contents.tellsNoMoreThan(before)).isTrue();
    lookAfter(50);
    assertThat(contents.tellsNoMoreThan(before)).isFalse();
  }

  @Test
  void aNamedFileIsReadOnceItHasRested() throws IOException {
    write("a", "22");
    write("c", "new");
    lookAfter(0, "a", "c");
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    lookAfter(50);
    assertThat(text("a")).contains("22");
    assertThat(text("c")).contains("new");
    assertThat(contents.files().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void aNamedFileThatIsGoneIsMissingAtOnceAndDeletedByASweep() throws IOException {
    Files.delete(directory.resolve("a"));
    lookAfter(0, "a");
    assertThat(contents.files().get("a").missing()).isTrue();
    assertThat(contents.nextDeleted()).contains(Duration.ofMillis(500));
    now += Duration.ofMillis(500).toNanos();
    sweep();
    assertThat(text("a")).isEmpty();
  }

  @Test
  void whereAllFilesWereGoneTheOthersAreWaitedForWhenOneIsBack() throws IOException {
    Files.delete(directory.resolve("a"));
    Files.delete(directory.resolve("b"));
    lookAfter(0, "a", "b");
    write("a", "back");
    lookAfter(300, "a");
    now += Duration.ofMillis(200).toNanos();
    sweep();
    assertThat(text("b")).contains("1");
    now += Duration.ofMillis(500).toNanos();
    sweep();
    assertThat(text("b")).isEmpty();
    assertThat(text("a")).contains("back");
  }

  @Test
  void oneFileThatIsSavedAnewAllTheTimeKeepsNoOtherFromBeingDeleted() throws IOException {
    Files.delete(directory.resolve("b"));
    lookAfter(0, "b");
    for (int saves = 0; saves < 20; saves++) {
      Files.delete(directory.resolve("a"));
      lookAfter(0, "a");
      write("a", "saved" + saves);
      lookAfter(15, "a");
      now += Duration.ofMillis(300).toNanos();
      sweep();
    }
    assertThat(text("b")).isEmpty();
    assertThat(text("a")).isPresent();
  }

  @Test
  void aFileThatIsNamedAmidASweepIsReadBeforeItsEndAndNotLost() throws IOException {
    watched.beginSweep();
    goOn(1);
    write("a", "22");
    lookAfter(0, "a");
    lookAfter(50);
    assertThat(text("a")).contains("22");
    goOn(9);
    contents = watched.endSweep(TIMES);
    assertThat(text("a")).contains("22");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void aDirectoryThatGoesAmidASweepHasLostNoFile() throws IOException {
    watched.beginSweep();
    goOn(1);
    Files.move(directory, home.resolve("elsewhere"));
    goOn(9);
    now += Duration.ofMillis(500).toNanos();
    contents = watched.endSweep(TIMES);
    assertThat(text("a")).contains("1");
    assertThat(text("b")).contains("1");
    sweep();
    assertThat(contents.trouble()).isPresent();
    assertThat(contents.files()).hasSize(2);
  }

  @Test
  void aLinkOrAFileOutOfReachMayChangeWithoutAnEvent() throws IOException {
    assertThat(watched.changesUntold()).isFalse();
    Path target = Files.writeString(home.resolve("target"), "1");
    Files.createSymbolicLink(directory.resolve("c"), target);
    lookAfter(0, "c");
    assertThat(watched.changesUntold()).isTrue();
    Files.delete(directory.resolve("c"));
    sweep();
    now += Duration.ofMillis(500).toNanos();
    sweep();
    assertThat(watched.changesUntold()).isFalse();
    Files.createSymbolicLink(directory.resolve("c"), home.resolve("nothing"));
    sweep();
    assertThat(watched.changesUntold()).isTrue();
  }

  private boolean goOn(int files) {
    int[] left = {files};
    return watched.goOn(() -> left[0]-- == 0);
  }

  /** Whatever was looked at in between, what sweeps find in the end is what a first sweep finds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void looksNeverLeadSweepsAstray(long seed) throws IOException {
    var random = new Random(seed);
    var names = List.of("a", "b", "c", "d");
    watched.beginSweep();
    for (int step = 0; step < 400; step++) {
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(7)) {
        case 0 -> Files.deleteIfExists(directory.resolve(name));
        case 1 -> {
          Path draft = Files.writeString(directory.resolveSibling("draft"), "renamed" + step);
          Files.move(draft, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        case 2 -> write(name, "written" + step);
        case 3 -> lookAfter(random.nextInt(60), name);
        case 4, 5 -> {
          if (goOn(1)) {
            contents = watched.endSweep(TIMES);
            watched.beginSweep();
          }
        }
        default -> sweep();
      }
    }
    write("last", "so that not all are gone");
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      sweep();
      now += Duration.ofMillis(600).toNanos();
    }
    sweep();

    Clock ahead = Clock.fixed(Instant.now().plusSeconds(3600), ZoneOffset.UTC);
    var fresh = new WatchedDirectory<>(directory, new Texts(), ahead, () -> now).sweep(TIMES);
    assertThat(contents.files()).isEqualTo(fresh.files());
    assertThat(contents.nextDue()).isEmpty();
  }
}
