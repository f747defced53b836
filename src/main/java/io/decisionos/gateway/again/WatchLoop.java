package io.decisionos.gateway.again;

import java.nio.file.ClosedWatchServiceException;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands on what a watch service tells. */
public final class WatchLoop {
  private WatchLoop() {}

  /**
   * Hands on each key that is signalled, on the calling thread, until the service is closed or the
   * thread interrupted.
   *
   * @param rest for so long nothing is handed on after a first signal: a writer that is at it tells
   *     several times, and one rest for all directories does not add up
   * @param handler pulls the key's events and resets it; lets no failure out
   */
  public static void run(WatchService watching, Duration rest, Consumer<WatchKey> handler) {
    try {
      while (true) {
        WatchKey key = watching.take();
        TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        for (; key != null; key = watching.poll()) {
          handler.accept(key);
        }
      }
    } catch (ClosedWatchServiceException e) {
      // The end that whoever closes it wants.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
