package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told of folders that cannot be watched. */
class EvidenceWatchTest {
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

  private static final class Nobody implements EvidenceWatch.Target {
    @Override
    public void filesChanged(Set<EvidencePath> paths) {}

    @Override
    public void folderChanged(String folder) {}

    @Override
    public void overflowed(String folder) {}
  }
}
