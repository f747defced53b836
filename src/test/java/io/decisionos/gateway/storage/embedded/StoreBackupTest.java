package io.decisionos.gateway.storage.embedded;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreBackupTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path home;
  private final TestClock clock = new TestClock();
  private final HomeThread thread = new HomeThread();
  private Path root;
  private Path backup;

  @BeforeEach
  void prepare() throws IOException {
    root = home.resolve("store");
    backup = home.resolve("backup.zip");
    StoreDirectory.open(root).close();
  }

  @AfterEach
  void end() {
    thread.close();
  }

  @Test
  void whatWasBackedUpWhileTheStoreIsWrittenIsThereAgain() throws IOException {
    EtagStore store = entries(root);
    IntStream.range(0, 100).forEach(i -> put(store, "k" + i));
    StoreBackup.write(root, backup);
    put(store, "later");
    Path copy = home.resolve("copy");
    StoreRestore.read(backup, copy, clock);
    EtagStore restored = entries(copy);
    assertThat(resultOf(restored.usage(ACME)).entries()).isEqualTo(100);
    assertThat(resultOf(restored.get(new StoreKey(ACME, "k7")))).isPresent();
  }

  @Test
  void afterARestoreTimestampsBeforeItAreRefused() throws IOException {
    Claim forgotten = claim("n", -1000);
    StoreBackup.write(root, backup);
    assertThat(resultOf(guard(root).admit(forgotten))).isEqualTo(Verdict.ALLOW);
    Path copy = home.resolve("copy");
    StoreRestore.read(backup, copy, clock);
    ReplayGuard restored = guard(copy);
    assertThat(resultOf(restored.admit(forgotten))).isEqualTo(Verdict.REJECT_CLOCKSKEW);
    assertThat(resultOf(restored.admit(claim("fresh", 1)))).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aBackupThatCannotTakeItsPlaceLeavesNothingBehind() throws IOException {
    Files.createDirectories(backup.resolve("in-the-way"));
    assertThatThrownBy(() -> StoreBackup.write(root, backup)).isInstanceOf(IOException.class);
    assertThat(home).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aStoreIsNeverRestoredOver() throws IOException {
    StoreBackup.write(root, backup);
    assertThatThrownBy(() -> StoreRestore.read(backup, root, clock))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("found a store, expected none");
  }

  @Test
  void aFileWithForeignNamesIsNoBackup() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(backup))) {
      zip.putNextEntry(new ZipEntry("../outside"));
    }
    assertThatThrownBy(() -> StoreRestore.read(backup, home.resolve("copy"), clock))
        .isInstanceOf(RefusedFileException.class);
    assertThat(home.resolve("outside")).doesNotExist();
    assertThat(home.resolve("copy")).doesNotExist();
  }

  private EtagStore entries(Path of) throws IOException {
    var site = site(of, "entries");
    return AtHome.store(thread.get(() -> EmbeddedEtagStore.open(site, Fixtures.BOUNDS)), thread);
  }

  private ReplayGuard guard(Path of) throws IOException {
    var site = site(of, "nonces");
    return AtHome.guard(thread.get(() -> EmbeddedReplayGuard.open(site, Fixtures.BOUNDS)), thread);
  }

  private Site site(Path of, String log) throws IOException {
    return new Site(
        Files.createDirectories(of.resolve(log)),
        clock,
        thread,
        FileOpener.DISK,
        Fixtures.account());
  }

  private static void put(EtagStore store, String name) {
    var draft = new Draft(Buffer.buffer("x".repeat(500)), Duration.ofHours(1));
    resultOf(store.put(new StoreKey(ACME, name), draft, Terms.NONE));
  }

  private Claim claim(String nonce, long off) {
    return new Claim(
        new Nonce(ACME, nonce), clock.millis() + off, Duration.ofMinutes(1), Optional.empty());
  }
}
