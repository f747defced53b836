package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.scan.FolderSweeps.Depth;
import io.decisionos.gateway.fixture.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** That a folder in which much happens is swept for all of it, and not for each thing. */
class FolderSweepsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ConcurrentLinkedQueue<String> swept = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch allowed = new CountDownLatch(1);

  /** Takes its time over the first. */
  private void sweep(String folder, Depth depth) {
    swept.add(folder + " " + depth);
    begun.countDown();
    try {
      allowed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsToldDuringASweepIsWorthOneMoreAndTheDeeperOneCounts() throws InterruptedException {
    try (var sweeps = new FolderSweeps(this::sweep)) {
      sweeps.ask("busy", Depth.SHALLOW);
      begun.await();
      for (int i = 0; i < 100; i++) {
        sweeps.ask("busy", i == 50 ? Depth.DEEP : Depth.SHALLOW);
      }
      sweeps.ask("calm", Depth.SHALLOW);
      allowed.countDown();
      Await.until(PATIENCE, () -> swept.size() == 3, () -> swept);

      assertThat(List.copyOf(swept))
          .containsExactlyInAnyOrder("busy SHALLOW", "busy DEEP", "calm SHALLOW");
    }
  }
}
