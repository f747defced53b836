package io.decisionos.gateway.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a run that is told to end (Ctrl-C, SIGTERM) leave its report first: the process is held up
 * until this is closed, for ten seconds at most. Any thread may use it.
 */
final class Interruption implements AutoCloseable {

  private static final long MOST_SECONDS = 10;

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
  private volatile boolean happened;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interruption"));
  }

  /** Names what ends the run; it is called at once if the process has been told already. */
  void ends(Runnable run) {
    stop.set(run);
    if (happened) {
      run.run();
    }
  }

  boolean hasHappened() {
    return happened;
  }

  private void interrupt() {
    happened = true;
    stop.get().run();
    try {
      boolean unused = over.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** The report is written: the process may end. */
  @Override
  public void close() {
    over.countDown();
    stop.set(() -> {});
  }
}
