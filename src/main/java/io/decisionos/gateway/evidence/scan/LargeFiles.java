package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidencePath;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has large files read one after the other on a thread of their own, so that whoever looks at many
 * files waits for none of them. Thread-safe.
 */
final class LargeFiles implements EvidenceFiles.Later, AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(ScanThreads.named("evidence-large"));
  private final Set<EvidencePath> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unread = new AtomicInteger();
  private final Reader reader;

  /** Reads a file, and throws nothing. */
  interface Reader {
    void read(EvidencePath path, ScanProgress progress);
  }

  LargeFiles(Reader reader) {
    this.reader = reader;
  }

  @Override
  public boolean takes(EvidencePath path, ScanProgress progress) {
    // Who waits already will be read as it is then.
    if (waiting.add(path)) {
      unread.incrementAndGet();
      thread.execute(() -> read(path, progress));
    }
    return true;
  }

  private void read(EvidencePath path, ScanProgress progress) {
    waiting.remove(path);
    reader.read(path, progress);
    unread.decrementAndGet();
  }

  /** How many files are waiting or being read. */
  int unread() {
    return unread.get();
  }

  /** Completes when all files are read that were taken before this. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.runAsync(() -> {}, thread);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
