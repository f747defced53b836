package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.LiveTenants.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.config.WatchOpener;
import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the live reload table about the directory as a whole. */
class LiveDirectoryTest {
  private static final Duration SOON = Duration.ofSeconds(4);
  private static final TenantSettings BRIEF =
      new TenantSettings(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(3));

  @TempDir Path home;
  private Path directory;
  private LiveTenants live;

  @BeforeEach
  void startWithTwoTenants() throws IOException {
    directory = Files.createDirectory(home.resolve("tenants"));
    write("acme", "Old");
    write("other", "Other");
    live = LiveTenants.start(directory, BRIEF);
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private void write(String id, String name) throws IOException {
    Files.writeString(directory.resolve(id + ".yaml"), file(id, name));
  }

  private void removeFiles() throws IOException {
    for (String id : List.of("acme", "other")) {
      Files.delete(directory.resolve(id + ".yaml"));
    }
  }

  private void awaitTrouble(String found) {
    Await.until(
        SOON,
        () -> live.report().directoryFault().filter(f -> f.found().equals(found)).isPresent(),
        () -> live.report());
  }

  @Test
  void anEmptiedDirectoryKeepsAllForTheGraceThenRefuses() throws IOException {
    removeFiles();
    awaitTrouble("no file any more");
    assertThat(live.answers("acme")).containsExactly("Old");
    live.await("acme", "tenant.config_invalid", SOON);
    assertThat(live.answers("acme")).containsExactly("Old", "tenant.config_invalid");
    write("acme", "New");
    live.await("acme", "New", SOON);
    live.await("other", "tenant.unknown", SOON);
  }

  @Test
  void aDirectoryRemovedAndMadeAgainIsNoOutage() throws IOException {
    removeFiles();
    Files.delete(directory);
    awaitTrouble("nothing there");
    Files.createDirectory(directory);
    write("acme", "New");
    write("other", "Other");
    live.await("acme", "New", SOON);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
    assertThat(live.answers("other")).containsExactly("Other");
    assertThat(live.report().directoryFault()).isEmpty();
    write("acme", "Newer");
    live.await("acme", "Newer", Duration.ofMillis(900));
  }

  @Test
  void aDirectoryReplacedByAnotherTakesEffect() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Files.writeString(other.resolve("acme.yaml"), file("acme", "New"));
    Files.writeString(other.resolve("other.yaml"), file("other", "Other"));
    Files.move(directory, home.resolve("before"));
    Files.move(other, directory);
    live.await("acme", "New", SOON);
    write("acme", "Newer");
    live.await("acme", "Newer", Duration.ofMillis(900));
    assertThat(live.answers("other")).containsExactly("Other");
  }

  @Test
  void aDirectoryOfManyFilesReplacedByAnotherDoesNotWaitForTheNextSweep() throws IOException {
    live.close();
    for (int i = 0; i < 1000; i++) {
      write("t" + i, "Old");
    }
    live = LiveTenants.start(directory, BRIEF);
    Path other = Files.createDirectory(home.resolve("other"));
    Files.writeString(other.resolve("acme.yaml"), file("acme", "New"));
    Files.move(directory, home.resolve("before"));
    Files.move(other, directory);
    live.await("acme", "New", SOON);
    live.await("t1", "tenant.unknown", SOON);
  }

  @Test
  void aStartWithoutADirectoryFails() {
    assertThatThrownBy(() -> LiveTenants.start(home.resolve("nowhere")))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("found nothing there, expected a readable directory");
  }

  @Test
  void filesOfOneIdAreInvalidAtTheStartWhicheverOfThemSettlesFirst() throws IOException {
    live.close();
    long first = System.currentTimeMillis();
    Await.until(SOON, () -> System.currentTimeMillis() > first + 1000, () -> "the clock stands");
    Files.writeString(directory.resolve("copy.yaml"), file("acme", "Copy"));
    var slowly =
        new TenantSettings(Duration.ofMillis(1500), Duration.ofMillis(500), Duration.ofSeconds(60));
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMillis(700));

    live = LiveTenants.start(directory, slowly, WatchOpener.NATIVE, ahead);

    assertThat(live.answer("acme")).isEqualTo("tenant.config_invalid");
    assertThat(live.answer("other")).isEqualTo("Other");
  }

  @Test
  void aStartWithABrokenFileServesTheOthers() throws IOException {
    live.close();
    Files.writeString(directory.resolve("acme.yaml"), "[");
    live = LiveTenants.start(directory, BRIEF);
    assertThat(live.answer("acme")).isEqualTo("tenant.unknown");
    assertThat(live.answer("other")).isEqualTo("Other");
  }
}
