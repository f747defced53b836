package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That reading everything again comes to every file. */
class EvidenceRehashTest {
  private static final Duration STEP = Duration.ofSeconds(1);

  @TempDir Path root;
  private final List<String> told = new ArrayList<>();

  private void failOnTheFirst(Changes changes) {
    changes.found().forEach(entry -> told.add(entry.path().text()));
    if (told.size() == 1) {
      throw new IllegalStateException("made up by a test");
    }
  }

  @Test
  void whatFailsAtOneFileGoesOnWithTheNext() throws IOException {
    var tree = new EvidenceTree(root);
    for (String path : List.of("evidence_1.json", "evidence_2.json")) {
      tree.writeValid(path, "acme");
      tree.sweep();
      tree.index.apply(Changes.found(List.of(lie(tree.entry(path)))), EvidenceTree.NOW);
    }
    var sweep =
        new EvidenceSweep(
            new EvidenceFiles(root, Clock.systemUTC()),
            tree.index.known(),
            EvidenceSweep.Surroundings.none(new ScanPace()),
            this::failOnTheFirst);
    var rehash = new EvidenceRehash(sweep, STEP.multipliedBy(2), STEP);

    assertThatThrownBy(rehash::step).hasMessage("made up by a test");
    rehash.step();

    assertThat(told).containsExactly("evidence_1.json", "evidence_2.json");
  }

  private static EvidenceEntry lie(EvidenceEntry honest) {
    return new EvidenceEntry(
        honest.path(), honest.print(), honest.sha256(), Evidence.unreadable("a lie"));
  }
}
