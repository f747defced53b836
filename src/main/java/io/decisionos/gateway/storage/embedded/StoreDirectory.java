package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.HeldDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** The directory of an embedded store, held by one process at a time. */
final class StoreDirectory {
  /** The version of the layout that this code reads and writes. */
  static final int FORMAT = 1;

  private static final String STAMP = "decisionos-store ";

  private StoreDirectory() {}

  /**
   * Takes the directory, creating it if there is none.
   *
   * @throws io.decisionos.gateway.disk.RefusedFileException if another process holds it or a newer
   *     version wrote it
   */
  public static HeldDirectory open(Path root) throws IOException {
    return HeldDirectory.open(root, STAMP + FORMAT);
  }
}
