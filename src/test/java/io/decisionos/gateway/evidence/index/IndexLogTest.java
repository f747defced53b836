package io.decisionos.gateway.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.scan.EvidenceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the index when the process ends, in whatever way. */
class IndexLogTest {
  @TempDir Path folder;
  private Path file;
  private EvidenceTree tree;

  @BeforeEach
  void openTree() throws IOException {
    file = folder.resolve("index.log");
    tree = new EvidenceTree(Files.createDirectory(folder.resolve("evidence")));
    tree.writeValid("evidence_1.json", "acme");
    tree.write("acme/2025-01/evidence_2.locked.json", EvidenceSample.tampered("acme", 2));
    tree.write("evidence_3.json", EvidenceSample.broken("acme", 3));
    tree.sweep();
  }

  private void append(Changes... changes) throws IOException {
    try (var log = new IndexLog(file)) {
      log.open();
      for (Changes change : changes) {
        log.append(change, tree.index.known());
      }
    }
  }

  private Collection<EvidenceEntry> reopened() throws IOException {
    try (var log = new IndexLog(file)) {
      return List.copyOf(log.open());
    }
  }

  @Test
  void whatWasAppendedIsThereAgain() throws IOException {
    append(Changes.found(tree.entries()));

    assertThat(reopened()).containsExactlyElementsOf(tree.entries());
  }

  @Test
  void whatIsGoneStaysGone() throws IOException {
    append(
        Changes.found(tree.entries()), Changes.gone(List.of(new EvidencePath("evidence_1.json"))));

    assertThat(reopened()).hasSize(2);
  }

  @Test
  void aLogThatIsCutOffAnywhereKeepsItsBeginningAndCanGoOn() throws IOException {
    append(Changes.found(tree.entries()));
    byte[] whole = Files.readAllBytes(file);
    int before = 0;
    for (int length = 0; length <= whole.length; length += 5) {
      Files.write(file, Arrays.copyOf(whole, length));
      int kept = reopened().size();
      assertThat(kept).isBetween(before, 3);
      before = kept;
      append(Changes.found(tree.entries()));
      assertThat(reopened()).hasSize(3);
    }
    assertThat(before).isGreaterThan(1);
  }

  @Test
  void aDamagedRecordEndsTheLog() throws IOException {
    append(Changes.found(tree.entries()));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 10] ^= 1;
    Files.write(file, bytes);

    assertThat(reopened()).hasSize(2);
  }

  @Test
  void aLogOfAnotherVersionIsDropped() throws IOException {
    Files.writeString(file, "decisionos evidence index 9\nsomething else");

    assertThat(reopened()).isEmpty();
  }

  @Test
  void aLogThatIsMostlyStaleIsWrittenAnew() throws IOException {
    Changes all = Changes.found(tree.entries());
    append(Stream.generate(() -> all).limit(20_000).toArray(Changes[]::new));

    assertThat(Files.size(file)).isLessThan(8_000_000);
    assertThat(reopened()).containsExactlyInAnyOrderElementsOf(tree.entries());
  }

  @Test
  @Timeout(60)
  void afterAKillAtAnyPointTheIndexEqualsOneFromScratch() throws Exception {
    var random = new Random(11);
    for (int round = 0; round < 6; round++) {
      Process process = IndexLogWriter.start(tree.root, file, round);
      process.inputReader().readLine();
      process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();

      var restarted = new EvidenceTree(tree.root);
      restarted.index.apply(Changes.found(List.copyOf(reopened())), EvidenceTree.NOW);
      restarted.sweep();
      var scratch = new EvidenceTree(tree.root);
      scratch.sweep();
      assertThat(restarted.entries()).isEqualTo(scratch.entries());
      assertThat(restarted.index.totals()).isEqualTo(scratch.index.totals());
    }
  }
}
