package io.decisionos.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When all files go, or the directory does, nothing is taken for deleted. */
class EmptiedDirectoryTest {
  private static final SettleTimes TIMES = new SettleTimes(Duration.ZERO, Duration.ofMillis(500));

  @TempDir Path home;
  private Path directory;
  private WatchedDirectory<String> watched;
  private DirectoryContents<String> contents;
  private long now;

  /** The name of each file. */
  private static final class Names implements DocumentReader<String> {
    @Override
    public boolean accepts(String name) {
      return true;
    }

    @Override
    public String read(String name, byte[] content) {
      return name;
    }

    @Override
    public String unreadable(String name, Fault fault) {
      return fault.toString();
    }
  }

  @BeforeEach
  void lookAtADirectoryWithTwoFiles() throws IOException {
    directory = Files.createDirectory(home.resolve("tenants"));
    write("a");
    write("b");
    watched = new WatchedDirectory<>(directory, new Names(), Clock.systemUTC(), () -> now);
    lookAfter(0);
  }

  private void write(String name) throws IOException {
    Files.writeString(directory.resolve(name), name);
  }

  private void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  private void lookAfter(long millis) {
    now += Duration.ofMillis(millis).toNanos();
    contents = watched.sweep(TIMES);
  }

  private Optional<String> trouble() {
    return contents.trouble().map(Fault::found);
  }

  @Test
  void aDirectoryThatWasAlwaysEmptyIsNoTrouble() throws IOException {
    Path empty = Files.createDirectory(home.resolve("empty"));
    watched = new WatchedDirectory<>(empty, new Names(), Clock.systemUTC(), () -> now);
    lookAfter(0);
    lookAfter(1000);
    assertThat(trouble()).isEmpty();
    assertThat(contents.files()).isEmpty();
  }

  @Test
  void theLastFilesDeletedAreKeptAndTheDirectoryIsInTrouble() throws IOException {
    delete("a");
    delete("b");
    lookAfter(1);
    assertThat(trouble()).isEmpty();
    assertThat(contents.nextDue()).contains(Duration.ofMillis(500));
    lookAfter(500);
    assertThat(trouble()).contains("no file any more");
    assertThat(contents.files()).containsOnlyKeys("a", "b");
  }

  @Test
  void filesThatGoOneAfterAnotherAreKeptTogether() throws IOException {
    delete("a");
    lookAfter(1);
    delete("b");
    lookAfter(400);
    lookAfter(200);
    assertThat(contents.files()).containsOnlyKeys("a", "b");
    assertThat(contents.nextDue()).contains(Duration.ofMillis(300));
    lookAfter(300);
    assertThat(trouble()).contains("no file any more");
    assertThat(contents.files()).containsOnlyKeys("a", "b");
  }

  @Test
  void filesThatComeBackOneAfterAnotherAreAllWaitedFor() throws IOException {
    delete("a");
    delete("b");
    lookAfter(1);
    lookAfter(5000);
    write("a");
    lookAfter(10);
    assertThat(trouble()).isEmpty();
    assertThat(contents.files()).containsOnlyKeys("a", "b");
    lookAfter(499);
    write("b");
    lookAfter(1);
    assertThat(contents.files()).containsOnlyKeys("a", "b");
    assertThat(contents.files().get("b").missing()).isFalse();
  }

  @Test
  void aFileThatDoesNotComeBackWithTheOthersIsDeleted() throws IOException {
    delete("a");
    delete("b");
    lookAfter(1);
    lookAfter(5000);
    write("a");
    lookAfter(10);
    lookAfter(500);
    assertThat(contents.files()).containsOnlyKeys("a");
  }

  @Test
  void aDirectoryThatIsGoneKeepsItsFiles() throws IOException {
    Files.move(directory, home.resolve("elsewhere"));
    lookAfter(5000);
    assertThat(trouble()).contains("nothing there");
    assertThat(contents.files()).containsOnlyKeys("a", "b");
    assertThat(contents.nextDue()).isEmpty();
  }

  @Test
  void aDirectoryThatIsMadeAgainIsInTroubleUntilItsFilesAreBack() throws IOException {
    Files.move(directory, home.resolve("elsewhere"));
    lookAfter(5000);
    Files.createDirectory(directory);
    lookAfter(5000);
    assertThat(trouble()).contains("no file any more");
    write("a");
    lookAfter(1);
    assertThat(trouble()).isEmpty();
    assertThat(contents.files()).containsOnlyKeys("a", "b");
    lookAfter(500);
    assertThat(contents.files()).containsOnlyKeys("a");
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsTrouble() throws IOException {
    Files.move(directory, home.resolve("elsewhere"));
    Files.writeString(directory, "a file");
    lookAfter(1);
    assertThat(trouble()).contains("something that is no directory");
    assertThat(contents.files()).containsOnlyKeys("a", "b");
  }
}
