package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the system's news are heard, and what operators are told of folders it has none of. */
class EvidenceWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path root;
  private final EvidenceWatch watch = new EvidenceWatch(new Nobody());

  @AfterEach
  void close() throws IOException {
    watch.close();
  }

  private void failToWatch(String folder) {
    watch.about(folder, root.resolve("not-there"));
  }

  @Test
  void aFolderThatCouldNotBeWatchedAndIsGoneIsNoTroubleAnyMore() {
    failToWatch("acme");
    failToWatch("acme/2025-01");
    failToWatch("globex");

    watch.keepOnly("", Set.of("globex"));

    assertThat(watch.unwatchedFolders()).isEqualTo(1);
  }

  @Test
  void aFolderThatIsStillThereStaysOneThatCannotBeWatched() {
    failToWatch("acme/2025-01");
    failToWatch("acme/2025-02");

    watch.keepOnly("acme", Set.of("acme/2025-01"));

    assertThat(watch.unwatchedFolders()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void aTargetThatFailsOnceStillHearsOfWhatComesNext() throws IOException {
    var target = new FailingOnce();
    try (var failing = new EvidenceWatch(target)) {
      failing.about("", root);
      failing.start();
      Files.createFile(root.resolve("evidence_1.json"));
      Await.until(PATIENCE, () -> target.calls.get() > 0, () -> "nothing was told");
      Files.createFile(root.resolve("evidence_2.json"));

      var second = new EvidencePath("evidence_2.json");
      Await.until(PATIENCE, () -> target.heard.contains(second), () -> target.heard);
    }
  }

  private static final class FailingOnce implements EvidenceWatch.Target {
    private final AtomicInteger calls = new AtomicInteger();
    private final Set<EvidencePath> heard = ConcurrentHashMap.newKeySet();

    @Override
    public void filesChanged(Set<EvidencePath> paths) {
      if (calls.getAndIncrement() == 0) {
        throw new StackOverflowError("made up by a test");
      }
      heard.addAll(paths);
    }

    @Override
    public void folderChanged(String folder) {}

    @Override
    public void overflowed(String folder) {}
  }

  private static final class Nobody implements EvidenceWatch.Target {
    @Override
    public void filesChanged(Set<EvidencePath> paths) {}

    @Override
    public void folderChanged(String folder) {}

    @Override
    public void overflowed(String folder) {}
  }
}
