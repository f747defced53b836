package io.decisionos.gateway.evidence.scan;

import java.util.concurrent.CountDownLatch;

/** A clock that holds up the thread for large files at its first file, as a slow disk would. */
final class StandStill extends AskedClock {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch allowed = new CountDownLatch(1);

  /** Waits until a large file is about to be read. */
  void awaitReader() throws InterruptedException {
    begun.await();
  }

  void end() {
    allowed.countDown();
  }

  @Override
  void asked() {
    if (Thread.currentThread().getName().startsWith("evidence-large")) {
      begun.countDown();
      try {
        allowed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
