package io.decisionos.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory's watch notices of the directory itself. */
class DirectoryWatchTest {
  @TempDir Path home;
  private Path directory;

  @BeforeEach
  void makeADirectory() throws IOException {
    directory = Files.createDirectory(home.resolve("watched"));
  }

  private DirectoryWatch watch(WatchOpener opener) {
    return new DirectoryWatch(directory, opener, names -> {});
  }

  @Test
  void anotherDirectoryUnderTheSamePathIsNoticedOnce() throws IOException {
    try (var watch = watch(WatchOpener.NATIVE)) {
      assertThat(watch.renew()).isTrue();
      assertThat(watch.renew()).isFalse();
      Files.move(directory, home.resolve("before"));
      assertThat(watch.renew()).isTrue();
      assertThat(watch.trouble()).isPresent();
      assertThat(watch.tellsAll()).isFalse();
      assertThat(watch.renew()).isFalse();
      makeADirectory();
      assertThat(watch.renew()).isTrue();
      assertThat(watch.trouble()).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsShutIsNoticedThoughItIsTheSame() throws IOException {
    try (var watch = watch(WatchOpener.NATIVE)) {
      watch.renew();
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
      assertThat(watch.renew()).isTrue();
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      assertThat(watch.renew()).isTrue();
    }
  }

  @Test
  void withoutEventsNothingIsTold() throws IOException {
    WatchOpener none =
        path -> {
          throw new IOException("User limit of inotify instances reached");
        };
    try (var watch = watch(none)) {
      watch.renew();
      assertThat(watch.tellsAll()).isFalse();
      assertThat(watch.trouble()).isPresent();
    }
  }
}
