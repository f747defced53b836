package io.decisionos.gateway.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a watched directory holds, as far as it has settled. Immutable.
 *
 * @param files the state of each file by name, in the order of the names; while the directory
 *     itself is out of reach, as it was before; the same object for as long as nothing changes
 * @param trouble why the directory cannot be read, as a fault
 * @param nextSettled after which time a file that is still being written may have settled
 * @param nextDeleted after which time a file that is missing may count as deleted
 */
public record DirectoryContents<T>(
    Map<String, FileState<T>> files,
    Optional<Fault> trouble,
    Optional<Duration> nextSettled,
    Optional<Duration> nextDeleted) {

  /** After which time another look will know more; empty if nothing is left to wait for. */
  public Optional<Duration> nextDue() {
    return Stream.concat(nextSettled.stream(), nextDeleted.stream()).min(Duration::compareTo);
  }

  /** Whether nothing that counts has changed since: neither a file nor the trouble. */
  public boolean tellsNoMoreThan(DirectoryContents<T> earlier) {
    return files == earlier.files && trouble.equals(earlier.trouble);
  }

  /**
   * One file.
   *
   * @param value what the reader made of the latest settled version; the same object for as long as
   *     the bytes are the same
   * @param sha256 of the bytes, in hex; empty if they could not be read
   * @param missing whether the file is gone, and it is too early to take it for deleted
   */
  public record FileState<T>(T value, String sha256, boolean missing) {}
}
