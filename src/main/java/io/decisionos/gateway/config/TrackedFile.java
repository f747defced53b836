package io.decisionos.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What a sweep remembers of one file. Confined to its {@link WatchedDirectory}. */
final class TrackedFile<T> {
  /** More often its absence is not doubted: else one file saved over and over keeps another. */
  private static final int MOST_DOUBTS = 5;

  private final Path path;
  private Optional<Fingerprint> seen = Optional.empty();
  private long seenSince;
  private boolean pending = true;
  private boolean link;
  private OptionalLong missingSince = OptionalLong.empty();
  private int doubts;
  private Optional<DirectoryContents.FileState<T>> state = Optional.empty();

  TrackedFile(Path path) {
    this.path = path;
  }

  /** The path as the directory lists it; its name as text need not lead back to it. */
  Path path() {
    return path;
  }

  /** Notes the fingerprint of a sweep; a new one starts the time of settling anew. */
  void observe(Optional<Fingerprint> fingerprint, long now) {
    if (missingSince.isPresent() || !fingerprint.equals(seen)) {
      seen = fingerprint;
      seenSince = now;
      pending = true;
      link = Files.isSymbolicLink(path);
    }
    missingSince = OptionalLong.empty();
  }

  /** Whether the file is as it was seen last. */
  boolean isStill(Fingerprint fingerprint) {
    return seen.equals(Optional.of(fingerprint));
  }

  /** Backdates the fingerprint: the file has rested since before we looked for the first time. */
  void restedBefore(long sinceNanos) {
    seenSince = sinceNanos;
  }

  void observeMissing(long now) {
    if (missingSince.isEmpty()) {
      missingSince = OptionalLong.of(now);
      doubts = 0;
      // Whatever comes back under this name is read again.
      seen = Optional.empty();
      pending = false;
    }
  }

  /** Says that the absence so far told nothing. */
  void missingFrom(long now) {
    if (missingSince.isPresent() && doubts < MOST_DOUBTS) {
      missingSince = OptionalLong.of(now);
      doubts++;
    }
  }

  void settled(DirectoryContents.FileState<T> newState) {
    state = Optional.of(newState);
    pending = false;
  }

  /** Like {@link #settled}, though the next sweep tries again, whatever the fingerprint. */
  void failed(DirectoryContents.FileState<T> newState) {
    settled(newState);
    seen = Optional.empty();
  }

  boolean isMissing() {
    return missingSince.isPresent();
  }

  /** Whether the file came and went before anybody read it. */
  boolean isGoneUnread() {
    return isMissing() && state.isEmpty();
  }

  /**
   * Whether it has rested and is to be read.
   *
   * @param now asked only if the file may be due, as of many thousands few are
   */
  boolean isDue(LongSupplier now, SettleTimes times) {
    return pending && now.getAsLong() - seenSince >= times.settle().toNanos();
  }

  boolean isDeleted(long now, SettleTimes times) {
    return missingSince.isPresent()
        && now - missingSince.getAsLong() >= times.deleteSettle().toNanos();
  }

  /** Whether a version that somebody saw has not been read yet. */
  boolean isPending() {
    return pending;
  }

  /** Whether it may change though nothing happens in its directory: a link, or out of reach. */
  boolean changesUntold() {
    return link || (seen.isEmpty() && !isMissing());
  }

  /** The nanoseconds until the file may be read; empty if nothing is to be read. */
  OptionalLong nanosToSettle(long now, SettleTimes times) {
    return pending
        ? OptionalLong.of(seenSince + times.settle().toNanos() - now)
        : OptionalLong.empty();
  }

  /** The nanoseconds until a missing file counts as deleted; empty if the file is there. */
  OptionalLong nanosToDelete(long now, SettleTimes times) {
    return missingSince.isPresent()
        ? OptionalLong.of(missingSince.getAsLong() + times.deleteSettle().toNanos() - now)
        : OptionalLong.empty();
  }

  /** The file as announced, the same object until it changes; empty until it was read once. */
  Optional<DirectoryContents.FileState<T>> state() {
    state =
        state.map(
            s ->
                s.missing() == isMissing()
                    ? s
                    : new DirectoryContents.FileState<>(s.value(), s.sha256(), isMissing()));
    return state;
  }
}
