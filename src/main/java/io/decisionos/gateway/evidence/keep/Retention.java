package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidencePath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The rules by which evidence of one tenant is let go of: never what is tampered with, held, not
 * old enough, among the newest, or still to be archived. Pure, with the time as an argument.
 *
 * @param newest the paths of the newest files, which stay whatever their age
 */
public record Retention(Policy policy, Set<EvidencePath> newest) {
  public Retention {
    newest = Set.copyOf(newest);
  }

  /** The rules for a tenant that has these files, all of them. */
  public static Retention of(Policy policy, Collection<Filed> files) {
    // The oldest of the newest comes first, so that a newer one can take its place.
    var newest = new PriorityQueue<>(Filed.NEWEST.reversed());
    for (Filed file : files) {
      newest.add(file);
      if (newest.size() > policy.keepMin()) {
        newest.remove();
      }
    }
    var paths = new HashSet<EvidencePath>();
    newest.forEach(file -> paths.add(file.entry().path()));
    return new Retention(policy, paths);
  }

  /** What becomes of a file of the tenant. */
  public Verdict judge(Filed file, Instant now) {
    if (file.entry().tampered()) {
      return Verdict.TAMPERED;
    }
    if (file.held()) {
      return Verdict.HELD;
    }
    if (!isOld(file, now)) {
      return Verdict.YOUNG;
    }
    if (newest.contains(file.entry().path())) {
      return Verdict.KEEP_MIN;
    }
    return file.isLocked() && !file.archived() ? Verdict.NOT_ARCHIVED : Verdict.DELETE;
  }

  private boolean isOld(Filed file, Instant now) {
    Optional<Duration> age = file.isLocked() ? policy.locked() : policy.wip();
    return age.filter(least -> file.age(now).compareTo(least) >= 0).isPresent();
  }
}
