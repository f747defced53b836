package io.decisionos.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the unsettled files alone finds, and what it leaves to a sweep. */
class SettlingTest {
  private static final SettleTimes TIMES =
      new SettleTimes(Duration.ofMillis(50), Duration.ofMillis(500));

  @TempDir Path directory;
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

  private void settleAfter(long millis) {
    now += Duration.ofMillis(millis).toNanos();
    contents = watched.settle(TIMES);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(contents.files().get(name)).map(DirectoryContents.FileState::value);
  }

  @Test
  void aFileThatHasRestedSinceTheSweepIsRead() throws IOException {
    write("a", "22");
    sweep();
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    settleAfter(50);
    assertThat(text("a")).contains("22");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void aFileThatChangedSinceTheSweepIsWaitedForAnew() throws IOException {
    write("a", "22");
    sweep();
    write("a", "333");
    settleAfter(50);
    assertThat(text("a")).contains("1");
    assertThat(contents.nextSettled()).contains(Duration.ofMillis(50));
    settleAfter(50);
    assertThat(text("a")).contains("333");
  }

  @Test
  void whatNoSweepHasSeenIsLeftToTheNextOne() throws IOException {
    write("a", "22");
    write("c", "new");
    settleAfter(50);
    assertThat(text("a")).contains("1");
    assertThat(text("c")).isEmpty();
  }

  @Test
  void aFileThatGoesWhileItSettlesIsDeletedByASweepAlone() throws IOException {
    write("a", "22");
    sweep();
    Files.delete(directory.resolve("a"));
    settleAfter(50);
    assertThat(contents.files().get("a").missing()).isTrue();
    assertThat(contents.nextDeleted()).contains(Duration.ofMillis(500));
    settleAfter(500);
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
    settleAfter(50);
    assertThat(contents.tellsNoMoreThan(before)).isFalse();
  }
}
