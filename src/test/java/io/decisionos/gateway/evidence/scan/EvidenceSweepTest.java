package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep finds of files of every kind, and what it leaves alone. */
class EvidenceSweepTest {
  @TempDir Path folder;
  private Path root;
  private EvidenceTree tree;

  @BeforeEach
  void openTree() throws IOException {
    root = Files.createDirectory(folder.resolve("evidence"));
    tree = new EvidenceTree(root);
  }

  @Test
  void flatAndPartitionedFilesAreFound() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    tree.writeValid("anything.locked.json", "acme");
    tree.writeValid("acme/2025-01/evidence_2.json", "acme");
    tree.sweep();

    assertThat(tree.pathsOf("acme"))
        .containsExactly("acme/2025-01/evidence_2.json", "anything.locked.json", "evidence_1.json");
  }

  @Test
  void whatIsNotEvidenceIsPassedOver() throws IOException {
    tree.writeValid("index.json", "acme");
    tree.writeValid("index-old.json", "acme");
    tree.writeValid("evidence_1.json.tmp", "acme");
    tree.writeValid("README", "acme");
    tree.writeValid("acme/evidence_1.json", "acme");
    tree.writeValid("acme/2025-13/evidence_1.json", "acme");
    tree.writeValid("acme/2025-01/other.json", "acme");
    tree.writeValid("acme/2025-01/deeper/evidence_1.json", "acme");
    tree.sweep();

    assertThat(tree.paths()).isEmpty();
    assertThat(tree.index.faults()).isEmpty();
  }

  @Test
  void aFileInAnotherTenantsPartitionIsNobodys() throws IOException {
    tree.writeValid("globex/2025-01/evidence_1.json", "acme");
    tree.sweep();

    assertThat(tree.pathsOf("acme")).isEmpty();
    assertThat(tree.pathsOf("globex")).isEmpty();
    assertThat(tree.entries()).hasSize(1);
  }

  @Test
  void aSweepOfWhatIsKnownLeavesNewFilesAlone() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    tree.writeValid("acme/2025-01/evidence_2.json", "acme");
    Path gone = tree.writeValid("acme/2025-01/evidence_3.json", "acme");
    tree.sweep();

    tree.write("acme/2025-01/evidence_2.json", EvidenceSample.tampered("acme", 2));
    Files.delete(gone);
    tree.writeValid("acme/2025-01/evidence_4.json", "acme");
    tree.writeValid("evidence_5.json", "acme");

    assertThat(tree.sweepKnown()).isEqualTo(1);
    assertThat(tree.entry("acme/2025-01/evidence_2.json").tampered()).isTrue();
    assertThat(tree.paths()).containsExactly("acme/2025-01/evidence_2.json", "evidence_1.json");
  }

  @Test
  void whatASlowScanHasReadDoesNotReplaceWhatWasFoundSince() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    tree.beforeItIsTold(
        () -> {
          change("evidence_1.json");
          tree.check("evidence_1.json");
        });
    tree.sweep();

    assertThat(tree.entry("evidence_1.json").tampered()).isTrue();
  }

  private void change(String path) {
    try {
      tree.write(path, EvidenceSample.tampered("acme", 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void onlyWhatChangedIsReadAgain() throws IOException {
    for (int i = 0; i < 300; i++) {
      tree.writeValid("evidence_%d.json".formatted(i), "acme");
    }
    assertThat(tree.sweep()).isEqualTo(300);
    assertThat(tree.sweep()).isZero();

    tree.write("evidence_7.json", EvidenceSample.tampered("acme", 7));
    assertThat(tree.sweep()).isEqualTo(1);
    assertThat(tree.entry("evidence_7.json").tampered()).isTrue();
  }

  @Test
  void aFileThatWasChangedAMomentAgoIsReadOnceMore() throws IOException {
    var unsure = new EvidenceTree(root, Clock.systemUTC());
    unsure.writeValid("evidence_1.json", "acme");
    unsure.sweep();

    assertThat(unsure.sweep()).isEqualTo(1);
  }

  @Test
  void aChangeUnderTheSameSizeAndTimeIsSeen() throws IOException {
    Path file = tree.writeValid("evidence_1.json", "acme");
    FileTime time = Files.getLastModifiedTime(file);
    tree.sweep();

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    tree.sweep();

    assertThat(tree.entry("evidence_1.json").tampered()).isTrue();
  }

  @Test
  void readingAgainFindsWhatAForgedFingerprintHides() throws IOException {
    tree.write("evidence_1.json", EvidenceSample.tampered("acme", 1));
    tree.sweep();
    EvidenceEntry honest = tree.entry("evidence_1.json");
    Evidence lie = Evidence.judge(EvidenceSample.valid("acme", 1));
    var forged = new EvidenceEntry(honest.path(), honest.print(), honest.sha256(), lie);
    tree.index.apply(Changes.found(List.of(forged)), EvidenceTree.NOW);

    assertThat(tree.sweep()).isZero();
    tree.reread("evidence_1.json");
    assertThat(tree.entry("evidence_1.json")).isEqualTo(honest);
  }

  @Test
  void filesAndFoldersThatAreGoneLeaveTheIndex() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    tree.writeValid("evidence_2.json", "acme");
    tree.writeValid("acme/2025-01/evidence_3.json", "acme");
    tree.writeValid("acme/2025-02/evidence_4.json", "acme");
    tree.writeValid("globex/2025-02/evidence_5.json", "globex");
    tree.sweep();

    Files.delete(root.resolve("evidence_1.json"));
    Files.delete(root.resolve("acme/2025-01/evidence_3.json"));
    Files.delete(root.resolve("acme/2025-01"));
    Files.move(root.resolve("globex"), folder.resolve("away"));
    tree.sweep();

    assertThat(tree.paths()).containsExactly("acme/2025-02/evidence_4.json", "evidence_2.json");
  }

  @Test
  void aSweepOfOneFolderLeavesTheOthersAlone() throws IOException {
    tree.writeValid("acme/2025-01/evidence_1.json", "acme");
    tree.writeValid("acme/2025-02/evidence_2.json", "acme");

    assertThat(tree.sweep("acme/2025-02")).isEqualTo(1);
    assertThat(tree.paths()).containsExactly("acme/2025-02/evidence_2.json");
  }

  @Test
  void linksAreFollowedWithinTheRootAndNotOutOfIt() throws IOException {
    Path inside = tree.writeValid("acme/2025-01/evidence_1.json", "acme");
    Path secret = Files.write(folder.resolve("secret.json"), EvidenceSample.valid("acme", 1));
    Files.createSymbolicLink(root.resolve("inside.json"), inside);
    Files.createSymbolicLink(root.resolve("outside.json"), secret);
    Files.createSymbolicLink(root.resolve("nowhere.json"), root.resolve("nothing"));
    Files.createSymbolicLink(root.resolve("loop.json"), root.resolve("loop.json"));
    Files.createSymbolicLink(root.resolve("globex"), folder);
    tree.sweep();

    assertThat(tree.entry("inside.json").tampered()).isFalse();
    assertThat(errorOf("outside.json")).isEqualTo("symbolic link out of the evidence root");
    assertThat(errorOf("nowhere.json")).isEqualTo("symbolic link to nothing");
    assertThat(errorOf("loop.json")).isEqualTo("symbolic link to nothing");
    assertThat(tree.index.faults())
        .containsEntry("globex", "symbolic link out of the evidence root");
  }

  @Test
  @Timeout(20)
  void pipesAndFoldersInTheWayOfAFileAreReportedAndHangNothing() throws Exception {
    run("mkfifo", root.resolve("pipe.json").toString());
    Files.createSymbolicLink(root.resolve("device.json"), Path.of("/dev/zero"));
    Files.createDirectory(root.resolve("folder.json"));
    run("mkfifo", root.resolve("partition").toString());
    tree.writeValid("good.json", "acme");
    tree.sweep();

    assertThat(errorOf("pipe.json")).isEqualTo("not a regular file");
    assertThat(errorOf("folder.json")).isEqualTo("not a regular file");
    assertThat(errorOf("device.json")).isEqualTo("symbolic link out of the evidence root");
    assertThat(tree.pathsOf("acme")).containsExactly("good.json");
  }

  @Test
  @Timeout(20)
  void socketsAndDevicesAreReportedAndNotRead() throws Exception {
    Path socket = root.resolve("socket.json");
    Path device = root.resolve("device.json");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      // Only root makes devices; this one never ends, for whoever reads it.
      boolean made = new ProcessBuilder("mknod", "" + device, "c", "1", "5").start().waitFor() == 0;
      tree.sweep();

      assertThat(errorOf("socket.json")).isEqualTo("not a regular file");
      if (made) {
        assertThat(errorOf("device.json")).isEqualTo("not a regular file");
      }
      assertThat(made).isEqualTo("root".equals(System.getProperty("user.name")));
    }
  }

  @Test
  void oddNamesAreIndexedAndCanBeFoundAgain() throws IOException {
    tree.writeValid("line\nbreak.json", "acme");
    Path latin1 = Path.of(URI.create(root.toUri() + "caf%E9.json"));
    Path mark = Path.of(URI.create(root.toUri() + "%EF%BF%BD.json"));
    Path korean = Path.of(URI.create(root.toUri() + "%EA%B0%80?.json".replace("?", "%3F")));
    for (Path odd : List.of(latin1, mark, korean)) {
      Files.write(odd, EvidenceSample.valid("acme", 1));
    }
    tree.sweep();

    assertThat(tree.pathsOf("acme"))
        .containsExactly(
            "caf\ufffd{e9}.json",
            "line\nbreak.json",
            "가?.json",
            "\ufffd{ef}\ufffd{bf}\ufffd{bd}.json");
    assertThat(tree.sweep()).isZero();
    Files.delete(latin1);
    tree.sweep();
    assertThat(tree.pathsOf("acme")).hasSize(3);
  }

  @Test
  void aRootThatVanishesIsAFaultAndHealsWhenItIsBack() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    tree.sweep();
    Files.move(root, folder.resolve("away"));
    tree.sweep();

    assertThat(tree.paths()).isEmpty();
    assertThat(tree.index.faults()).containsEntry("", "there is no such folder");

    Files.move(folder.resolve("away"), root, StandardCopyOption.ATOMIC_MOVE);
    tree.sweep();
    assertThat(tree.paths()).containsExactly("evidence_1.json");
    assertThat(tree.index.faults()).isEmpty();
  }

  private String errorOf(String path) {
    EvidenceEntry entry = tree.entry(path);
    assertThat(entry.owner()).isEmpty();
    assertThat(entry.tampered()).isTrue();
    return entry.verdict().error().orElseThrow();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @Test
  @Timeout(20)
  void aFileThatIsTooLargeForAVerdictIsToldByItsSizeAndNotRead() throws IOException {
    grow(tree.writeValid("evidence_1.json", "acme"), 1L << 40);
    grow(tree.writeValid("evidence_2.json", "acme"), (64L << 20) + 1);
    grow(tree.writeValid("evidence_3.json", "acme"), 64L << 20);

    assertThat(tree.sweep()).isEqualTo(1);
    assertThat(errorOf("evidence_1.json")).isEqualTo("larger than 64 MiB");
    assertThat(errorOf("evidence_2.json")).isEqualTo("larger than 64 MiB");
    assertThat(tree.entry("evidence_2.json").sha256()).isEmpty();
    assertThat(errorOf("evidence_3.json")).startsWith("not JSON at byte");
    assertThat(tree.sweep()).isZero();
  }

  @Test
  void aFileOnWhichTheGatewayFailsIsUnreadableAndAllOthersAreJudged() throws IOException {
    var failing = new EvidenceTree(root, new FailingOnce());
    for (int i = 0; i < 5; i++) {
      failing.writeValid("evidence_%d.json".formatted(i), "acme");
    }
    failing.sweep();

    assertThat(failing.pathsOf("acme")).hasSize(4);
    assertThat(failing.entries().stream().flatMap(entry -> entry.verdict().error().stream()))
        .containsExactly("the gateway failed to judge it; see its log");
    assertThat(failing.sweep()).as("what was read again").isZero();
  }

  /** Fails as a judge with a fault would. */
  private static final class FailingOnce extends AskedClock {
    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    void asked() {
      if (!failed.getAndSet(true)) {
        throw new StackOverflowError("made up by a test");
      }
    }
  }

  private static void grow(Path file, long size) throws IOException {
    try (var grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(size);
    }
  }

  @Test
  void aFileThatHasGrownTooLargeForAVerdictIsShownToNobody() throws IOException {
    tree.writeValid("evidence_1.json", "acme");
    var files = new EvidenceFiles(tree.root, Clock.systemUTC());
    var path = new EvidencePath("evidence_1.json");
    assertThat(files.original(path)).isPresent();

    grow(tree.root.resolve("evidence_1.json"), (64L << 20) + 1);

    assertThat(files.original(path)).isEmpty();
  }
}
