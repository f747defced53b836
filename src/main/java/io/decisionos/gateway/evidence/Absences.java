package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidencePath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The files of a tenant that are gone, since when. They may come back, or turn up elsewhere, before
 * they count as lost. Confined to the evidence verticle.
 */
final class Absences {
  /** A file that is gone may come back, or turn up elsewhere, for so long. */
  static final Duration LOST_AFTER = Duration.ofSeconds(10);

  private static final int FEW = 10;
  private static final int PERCENT = 100;

  private final Map<EvidencePath, Instant> gone = new HashMap<>();

  /** Files were looked at, and these of them are missing from now on. */
  void found(Collection<EvidencePath> paths, List<EvidencePath> missing, Instant now) {
    paths.forEach(gone::remove);
    missing.forEach(path -> gone.put(path, now));
  }

  /** Likewise; who looks twice does not make a file's absence younger. */
  void foundAgain(Collection<EvidencePath> paths, List<EvidencePath> missing, Instant now) {
    Map<EvidencePath, Instant> since = new HashMap<>(gone);
    found(paths, missing, now);
    gone.replaceAll((path, at) -> since.getOrDefault(path, at));
  }

  /** Forgets those that are there again. */
  void forget(Predicate<EvidencePath> isThere) {
    gone.keySet().removeIf(isThere);
  }

  /** Those that are gone for so long that they are lost. */
  List<EvidencePath> lost(Instant now) {
    Instant before = now.minus(LOST_AFTER);
    return gone.entrySet().stream()
        .filter(path -> !path.getValue().isAfter(before))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All of them. */
  List<EvidencePath> all() {
    return List.copyOf(gone.keySet());
  }

  /** These are dealt with. */
  void settle(Collection<EvidencePath> paths) {
    gone.keySet().removeAll(paths);
  }

  /**
   * Whether so many are gone at once that it looks like a disk that is not there.
   *
   * @param live how many files the log knows
   */
  boolean areTooMany(long live) {
    return gone.size() > FEW && gone.size() * (long) PERCENT > live;
  }

  boolean isEmpty() {
    return gone.isEmpty();
  }
}
