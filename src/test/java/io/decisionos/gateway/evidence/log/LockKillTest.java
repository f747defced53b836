package io.decisionos.gateway.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.fixture.KillingDisk;
import io.decisionos.gateway.fixture.KillingDisk.Killed;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock and its leaf, killed at each step of both on one disk. */
final class LockKillTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final byte[] DOCUMENT = EvidenceSample.valid("acme", 1);
  private static final Sha256 HASH = Sha256.of(DOCUMENT, DOCUMENT.length);
  private static final EvidencePath PATH = EvidencePath.inPartition("acme", "2026-01", "doc");
  private static final List<EvidencePath> PATHS = List.of(PATH, PATH.locked());

  @TempDir Path home;
  private final KeyPair key = SampleLog.key();

  /** Where one kill happens. */
  private final class Scene {
    final Path here;
    final Path root;
    final EvidenceFiles files;

    Scene(long before) throws IOException {
      here = Files.createTempDirectory(home, "kill");
      root = Files.createDirectories(here.resolve("evidence"));
      files = new EvidenceFiles(root, Clock.systemUTC());
      store(Disk.REAL).create(PATH, DOCUMENT);
      LogOpening.Opened opened = LogOpening.open(place(Disk.REAL));
      if (before > 0) {
        opened.log().append(SampleLog.entries(0, before));
      }
      write(LogOpening.open(place(Disk.REAL)));
    }

    EvidenceStore store(Disk disk) throws IOException {
      return new EvidenceStore(root, files, disk);
    }

    LogPlace place(Disk disk) {
      return SampleLog.place(here, key, disk);
    }

    /** Writes the leaves that follow from the files as they are. */
    void write(LogOpening.Opened opened) throws IOException {
      var index = new EvidenceIndex(NOW);
      List<EvidenceEntry> there =
          PATHS.stream().flatMap(path -> store().current(path).stream()).toList();
      index.apply(Changes.found(there), NOW);
      var leaves = new ArrayList<Leaf>();
      new Happenings(ACME, opened.book(), index.known(), leaves::add).look(PATHS, NOW);
      if (!leaves.isEmpty()) {
        opened.log().append(leaves.stream().map(Leaf::bytes).toList());
      }
    }

    private EvidenceStore store() {
      try {
        return store(Disk.REAL);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** Locks as the gateway does; tells whether it came to the answer. */
    boolean lock(Disk disk) throws IOException {
      try {
        LogOpening.Opened opened = LogOpening.open(place(disk));
        store(disk).lock(PATH, HASH);
        write(opened);
        return true;
      } catch (Killed e) {
        return false;
      }
    }

    List<byte[]> leaves() throws Exception {
      String verifier = new NoteSigner(SampleLog.ORIGIN, key).verifier().text();
      return new StrangeVerifier(root.resolve(".log/acme"), verifier).entries();
    }

    List<String> documents() throws IOException {
      try (Stream<Path> all = Files.walk(root.resolve("acme"))) {
        return all.filter(Files::isRegularFile)
            .map(file -> root.relativize(file).toString())
            .toList();
      }
    }
  }

  @Test
  void aKillAtAnyStepLosesNothingThatWasAnnouncedAndLocksOnce() throws Exception {
    int points = 0;
    for (long before : new long[] {0, 253, 254, 255, 600}) {
      boolean told = false;
      for (int step = 0; !told; step++) {
        told = killedAt(before, step);
        points += told ? 0 : 1;
      }
    }
    assertThat(points).isGreaterThanOrEqualTo(50);
  }

  private boolean killedAt(long before, int step) throws Exception {
    var scene = new Scene(before);
    List<byte[]> earlier = scene.leaves();
    boolean told = scene.lock(new KillingDisk(step));
    List<String> left = scene.documents();

    assertThat(left).hasSize(1);
    assertThat(scene.root.resolve(left.get(0))).hasBinaryContent(DOCUMENT);
    List<byte[]> found = scene.leaves();
    assertThat(found.size()).isBetween(earlier.size(), earlier.size() + 1);
    assertThat(told && found.size() == earlier.size()).as("announced and lost").isFalse();
    // The next start: what the files tell is logged, and who asks again has it locked.
    scene.write(LogOpening.open(scene.place(Disk.REAL)));
    if (left.get(0).equals(PATH.text())) {
      assertThat(scene.lock(Disk.REAL)).isTrue();
    }
    assertThat(scene.documents()).containsExactly(PATH.locked().text());
    List<byte[]> after = scene.leaves();
    assertThat(after).hasSize(earlier.size() + 1);
    for (int n = 0; n < earlier.size(); n++) {
      assertThat(after.get(n)).as("consistent").isEqualTo(earlier.get(n));
    }
    Book book = LogOpening.open(scene.place(Disk.REAL)).book();
    assertThat(book.lockedAt(PATH.locked(), Optional.of(HASH))).contains(NOW);
    TenantLogTest.wipe(scene.here);
    return told;
  }
}
