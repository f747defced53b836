package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.LiveTenants.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.WatchOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of {@code docs/operations.md} on live reload, a test for each row about one file. */
class LiveReloadTest {
  /** Long before the slowest sweep that nothing poked. */
  private static final Duration BY_EVENT = Duration.ofMillis(900);

  private static final Duration BY_SWEEP = Duration.ofSeconds(3);

  @TempDir Path home;
  private Path directory;
  private Path file;
  private LiveTenants live;

  @BeforeEach
  void startWithTwoTenants() throws IOException {
    directory = Files.createDirectory(home.resolve("tenants"));
    file = Files.writeString(directory.resolve("acme.yaml"), file("acme", "Old"));
    Files.writeString(directory.resolve("other.yaml"), file("other", "Other"));
    live = LiveTenants.start(directory);
    assertThat(live.answer("acme")).isEqualTo("Old");
  }

  private void restart(TenantSettings settings, WatchOpener opener, Clock clock) {
    live.close();
    live = LiveTenants.start(directory, settings, opener, clock);
  }

  @AfterEach
  void nobodyElseWasTouched() {
    try (var last = live) {
      assertThat(last.answers("other")).containsExactly("Other");
    }
  }

  @Test
  void anEditInPlaceTakesEffect() {
    live.write("acme.yaml", file("acme", "New")).await("acme", "New", BY_EVENT);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
    assertThat(live.changes()).isEqualTo(1);
  }

  @Test
  void aNewFileTakesEffect() {
    live.write("new.yml", file("new", "New")).await("new", "New", BY_EVENT);
  }

  @Test
  void aSlowWriteTakesEffectWhenItIsDone() throws Exception {
    var slow =
        new TenantSettings(Duration.ofMillis(400), Duration.ofMillis(500), Duration.ofMinutes(1));
    restart(slow, WatchOpener.NATIVE, Clock.systemUTC());
    Files.writeString(file, file("acme", "Half"));
    var writer = Executors.newSingleThreadScheduledExecutor();
    try {
      for (int i = 1; i <= 20; i++) {
        var piece = writer.schedule(() -> append("# more\n"), 20, TimeUnit.MILLISECONDS);
        piece.get();
      }
    } finally {
      writer.shutdown();
    }
    append("x-end: 1\n");
    live.await("acme", "Half", BY_SWEEP);
    assertThat(live.changes()).isEqualTo(1);
    assertThat(live.book().known(new TenantId("acme")).orElseThrow().file().text())
        .contains("x-end");
  }

  private Path append(String text) throws IOException {
    return Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void aFileRenamedOverTakesEffect() throws IOException {
    Path temporary = Files.writeString(directory.resolve(".acme.tmp"), file("acme", "New"));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    live.await("acme", "New", BY_EVENT);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
  }

  @Test
  void vimsWayOfSavingIsNoOutage() throws IOException {
    Files.writeString(directory.resolve(".acme.yaml.swp"), "swap");
    Files.writeString(directory.resolve("4913"), "");
    Files.delete(directory.resolve("4913"));
    Files.move(file, directory.resolve("acme.yaml~"));
    live.write("acme.yaml", file("acme", "New"));
    Files.delete(directory.resolve("acme.yaml~"));
    live.await("acme", "New", BY_EVENT);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
  }

  @Test
  void nanosWayOfSavingIsNoOutage() throws IOException {
    Files.copy(file, directory.resolve("acme.yaml~"));
    Files.writeString(file, "");
    Files.writeString(file, file("acme", "New"));
    live.await("acme", "New", BY_EVENT);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
  }

  @Test
  void aDeletedFilesTenantIsGoneAfterHalfASecondAndNotBefore() throws IOException {
    long begin = System.nanoTime();
    Files.delete(file);
    live.await("acme", "tenant.unknown", BY_SWEEP);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void deletedAndCreatedAgainIsNoOutage() throws IOException {
    Files.delete(file);
    live.reload();
    live.write("acme.yaml", file("acme", "New"));
    live.await("acme", "New", BY_SWEEP);
  }

  @Test
  void aRenamedFileIsNoOutage() throws IOException {
    Files.move(file, directory.resolve("renamed.yaml"));
    live.reload();
    assertThat(live.answers("acme")).containsExactly("Old");
    assertThat(live.report().files()).hasSize(2);
    assertThat(live.report().invalid()).isEmpty();
  }

  @Test
  void aFileRenamedToOtherCapitalsKeepsItsLastGoodVersion() throws IOException {
    Files.move(file, directory.resolve("acme.YAML"));
    assertThat(live.reload().invalid().get(0).faults().toString())
        .isEqualTo("[acme.yaml: found acme.YAML in its place, expected this very name]");
    assertThat(live.report().invalid().get(0).state()).isEqualTo(TenantReport.State.LAST_GOOD);
    assertThat(live.answers("acme")).containsExactly("Old");
  }

  @Test
  void soDoesOneThatBecomesALinkToNothing() throws IOException {
    Files.createSymbolicLink(directory.resolve(".link"), home.resolve("nothing"));
    Files.move(directory.resolve(".link"), file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(live.reload().invalid().get(0).state()).isEqualTo(TenantReport.State.LAST_GOOD);
    assertThat(live.answers("acme")).containsExactly("Old");
  }

  @Test
  void aConfigMapsSwapTakesEffect() throws IOException {
    for (String version : new String[] {"Old", "New"}) {
      Path data = Files.createDirectory(directory.resolve(".." + version));
      Files.writeString(data.resolve("acme.yaml"), file("acme", version));
    }
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..Old"));
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("..data/acme.yaml"));
    live.reload();
    Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..New"));
    Files.move(
        directory.resolve("..data_tmp"),
        directory.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE);
    live.await("acme", "New", BY_EVENT);
    assertThat(live.answers("acme")).containsExactly("Old", "New");
  }

  @Test
  void aBrokenEditKeepsTheLastGoodVersionForTheGrace() {
    var brief =
        new TenantSettings(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(2));
    restart(brief, WatchOpener.NATIVE, Clock.systemUTC());
    live.write("acme.yaml", "name: [");
    assertThat(live.reload().invalid()).hasSize(1);
    assertThat(live.report().invalid().get(0).state()).isEqualTo(TenantReport.State.LAST_GOOD);
    assertThat(live.answer("acme")).isEqualTo("Old");
    live.await("acme", "tenant.config_invalid", Duration.ofSeconds(4));
    live.write("acme.yaml", file("acme", "Mended")).await("acme", "Mended", BY_EVENT);
  }

  @Test
  void aBrokenFileThatSaysSuspendedSuspends() {
    live.write("acme.yaml", "tenant_id: acme\nstatus: suspended\nname: [\n");
    live.await("acme", "tenant.suspended", BY_EVENT);
  }

  @Test
  void soDoesOneThatIsTooLarge() {
    live.write("acme.yaml", "tenant_id: acme\nstatus: suspended\n" + "#".repeat(300_000));
    live.await("acme", "tenant.suspended", BY_EVENT);
  }

  @Test
  void withoutWatchesASweepFindsTheEdit() {
    WatchOpener failing =
        path -> {
          throw new IOException("User limit of inotify instances reached");
        };
    restart(LiveTenants.SETTINGS, failing, Clock.systemUTC());
    assertThat(live.report().watchTrouble().orElseThrow().cause())
        .contains("User limit of inotify instances reached");
    live.write("acme.yaml", file("acme", "New")).await("acme", "New", BY_SWEEP);
  }

  @Test
  void anEditWithoutAnyEventIsFoundByASweep() throws IOException {
    Path elsewhere = Files.writeString(home.resolve("elsewhere"), file("acme", "Old"));
    Files.createSymbolicLink(directory.resolve(".link"), elsewhere);
    Files.move(directory.resolve(".link"), file, StandardCopyOption.ATOMIC_MOVE);
    live.reload();
    Files.writeString(elsewhere, file("acme", "New"));
    live.await("acme", "New", BY_SWEEP);
  }

  @Test
  void aSteppedClockChangesNothing() {
    var wall = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    Clock clock = ((InstantSource) wall::get).withZone(ZoneOffset.UTC);
    restart(LiveTenants.SETTINGS, WatchOpener.NATIVE, clock);
    for (String time : new String[] {"1970-01-01T00:00:00Z", "9999-01-01T00:00:00Z"}) {
      wall.set(Instant.parse(time));
      live.write("acme.yaml", file("acme", time)).await("acme", time, BY_EVENT);
      restart(LiveTenants.SETTINGS, WatchOpener.NATIVE, clock);
      assertThat(live.answer("acme")).isEqualTo(time);
    }
  }

  @Test
  void aReloadOnDemandAnswersWhenTheEditIsInForce() {
    for (int i = 0; i < 10; i++) {
      live.write("acme.yaml", file("acme", "Edit " + i)).reload();
      assertThat(live.report().book().known(new TenantId("acme")).orElseThrow().name())
          .isEqualTo("Edit " + i);
    }
  }
}
