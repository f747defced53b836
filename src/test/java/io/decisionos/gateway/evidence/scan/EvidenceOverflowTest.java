package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceOverflowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // The JDK's watch keeps 512 events of a folder.
  private static final int TOO_MANY = 1000;
  private static final String BUSY = "acme/2026-01";
  private static final String CALM = "globex/2026-01";

  @TempDir private Path root;

  @Test
  void aFolderInWhichTooMuchHappensIsSweptAndNoOther() throws IOException {
    var slow = new SlowTarget();
    try (var watch = new EvidenceWatch(slow)) {
      for (String folder : List.of(BUSY, CALM)) {
        watch.about(folder, Files.createDirectories(root.resolve(folder)));
      }
      watch.start();
      write(BUSY, "first");
      Await.until(PATIENCE, slow::isBusy, () -> "nothing was told");

      for (int i = 0; i < TOO_MANY; i++) {
        write(BUSY, String.valueOf(i));
      }
      write(CALM, "one");
      slow.goOn();

      var calm = new EvidencePath(CALM + "/evidence_one.json");
      Await.until(
          PATIENCE,
          () -> slow.files.contains(calm) && !slow.overflowed.isEmpty(),
          () -> slow.overflowed);
      assertThat(slow.overflowed).containsOnly(BUSY);
    }
  }

  private void write(String folder, String id) throws IOException {
    Files.writeString(root.resolve(folder).resolve("evidence_" + id + ".json"), "{}");
  }

  /** Takes its time over the first thing that it is told. */
  private static final class SlowTarget implements EvidenceWatch.Target {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch allowed = new CountDownLatch(1);
    private final Set<EvidencePath> files = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> overflowed = new ConcurrentLinkedQueue<>();

    boolean isBusy() {
      return told.getCount() == 0;
    }

    void goOn() {
      allowed.countDown();
    }

    @Override
    public void filesChanged(Set<EvidencePath> paths) {
      files.addAll(paths);
      told.countDown();
      try {
        allowed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void folderChanged(String folder) {}

    @Override
    public void overflowed(String folder) {
      overflowed.add(folder);
    }
  }
}
