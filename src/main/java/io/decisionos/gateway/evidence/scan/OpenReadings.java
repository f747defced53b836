package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidencePath;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which files are being read, and since when: what takes its place just then, such as a pipe, or a
 * file system that does not answer, may hold a thread up for ever. Thread-safe.
 */
public final class OpenReadings {
  private final Map<Thread, Begun> byThread = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  private record Begun(EvidencePath path, long nanos) {}

  /** A file that is being read for so long. */
  public record Reading(EvidencePath path, Duration since) {}

  OpenReadings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The thread that calls begins to read. */
  void begin(EvidencePath path) {
    byThread.put(Thread.currentThread(), new Begun(path, nanoTime.getAsLong()));
  }

  void end() {
    byThread.remove(Thread.currentThread());
  }

  /** What is being read for longer than all else. */
  Optional<Reading> longest() {
    long now = nanoTime.getAsLong();
    return byThread.values().stream()
        .map(begun -> new Reading(begun.path, Duration.ofNanos(now - begun.nanos)))
        .max(Comparator.comparing(Reading::since));
  }
}
