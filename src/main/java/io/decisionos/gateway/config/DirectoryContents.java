package io.decisionos.gateway.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a watched directory holds, as far as it has settled. Immutable.
 *
 * @param files the state of each file by name, in the order of the names; while the directory
 *     itself is out of reach, as it was before
 * @param trouble why the directory cannot be read, as a fault
 * @param nextDue after which time another sweep will know more: a file that is still being written,
 *     or one that is missing and not yet taken for deleted
 */
public record DirectoryContents<T>(
    Map<String, FileState<T>> files, Optional<Fault> trouble, Optional<Duration> nextDue) {

  /**
   * One file.
   *
   * @param value what the reader made of the latest settled version; the same object for as long as
   *     the bytes are the same
   * @param sha256 of the bytes, in hex; empty where they could not be read
   * @param missing whether the file is gone, and it is too early to take it for deleted
   */
  public record FileState<T>(T value, String sha256, boolean missing) {}
}
