package io.decisionos.gateway.storage.embedded;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The one thread of an embedded store in a test, as a worker verticle's context is in life. */
final class HomeThread implements Executor, AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /** A step that may fail on the disk. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Runs the step there and waits for it. */
  void run(Step step) {
    get(
        () -> {
          step.run();
          return null;
        });
  }

  /** Asks there and waits for the answer. */
  <T> T get(Callable<T> question) {
    try {
      return thread.submit(question).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the home thread did not answer", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
