package io.decisionos.gateway.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.fixture.KillingDisk;
import io.decisionos.gateway.fixture.KillingDisk.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to single files, ended at each of its steps by a full disk or a kill. */
final class EvidenceStoreFaultTest {
  private static final byte[] DOCUMENT = EvidenceSample.valid("acme", 1);
  private static final byte[] OTHER = EvidenceSample.valid("acme", 2);
  private static final Sha256 HASH = Sha256.of(DOCUMENT, DOCUMENT.length);
  private static final EvidencePath PATH = EvidencePath.inPartition("acme", "2026-01", "1");

  @TempDir Path home;

  private interface Deed {
    void doTo(EvidenceStore store) throws IOException;
  }

  private static EvidenceStore store(Path root, Disk disk) throws IOException {
    return new EvidenceStore(root, new EvidenceFiles(root, Clock.systemUTC()), disk);
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Ends the deed at each of its steps in turn; the check sees what is left. */
  private void atEachStep(boolean there, IntFunction<KillingDisk> disks, Deed deed, Check check)
      throws IOException {
    KillingDisk disk;
    int step = 0;
    do {
      Path root = Files.createTempDirectory(home, "root");
      if (there) {
        store(root, Disk.REAL).create(PATH, DOCUMENT);
      }
      disk = disks.apply(step++);
      boolean told = false;
      try {
        deed.doTo(store(root, disk));
        told = true;
      } catch (IOException | Killed e) {
        assertThat(disk.hasFailed()).isTrue();
      }
      check.look(root, told);
    } while (disk.hasFailed());
    assertThat(step).isGreaterThan(3);
  }

  private interface Check {
    void look(Path root, boolean told) throws IOException;
  }

  @Test
  void aFullDiskLeavesNothingOfADocumentThatIsHandedIn() throws IOException {
    atEachStep(
        false,
        KillingDisk::fullOnceAfter,
        store -> store.create(PATH, DOCUMENT),
        (root, told) -> assertThat(files(root)).isEqualTo(told ? List.of(PATH.text()) : List.of()));
  }

  @Test
  void aFullDiskLeavesTheOldDocumentWholeOrHasTheNewOneWhole() throws IOException {
    atEachStep(
        true,
        KillingDisk::fullOnceAfter,
        store -> store.replace(PATH, OTHER, HASH),
        (root, told) -> {
          assertThat(files(root)).containsExactly(PATH.text());
          byte[] found = Files.readAllBytes(root.resolve(PATH.text()));
          assertThat(found).isIn(told ? List.of(OTHER) : List.of(DOCUMENT, OTHER));
        });
  }

  @Test
  void aKillLeavesALockedDocumentOnceInOneOfBothTiersAndItIsLockedAfterwards() throws IOException {
    atEachStep(
        true,
        KillingDisk::new,
        store -> store.lock(PATH, HASH),
        (root, told) -> {
          List<String> left = files(root);
          assertThat(left).hasSize(1).containsAnyOf(PATH.text(), PATH.locked().text());
          assertThat(root.resolve(left.get(0))).hasBinaryContent(DOCUMENT);
          if (left.get(0).equals(PATH.text())) {
            store(root, Disk.REAL).lock(PATH, HASH);
          }
          assertThat(files(root)).containsExactly(PATH.locked().text());
        });
  }

  @Test
  void aKillLeavesADocumentThatWasHandedInWholeOrNotAtAll() throws IOException {
    atEachStep(
        false,
        KillingDisk::new,
        store -> store.create(PATH, DOCUMENT),
        (root, told) -> {
          store(root, Disk.REAL);
          List<String> left = files(root);
          assertThat(left).isIn(List.of(), List.of(PATH.text()));
          assertThat(told && left.isEmpty()).as("told and not there").isFalse();
          if (!left.isEmpty()) {
            assertThat(root.resolve(PATH.text())).hasBinaryContent(DOCUMENT);
          }
        });
  }
}
