package io.decisionos.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchService;

/** Where the events of a directory come from. */
@FunctionalInterface
public interface WatchOpener {
  /** The operating system's own events. */
  WatchOpener NATIVE = directory -> directory.getFileSystem().newWatchService();

  /**
   * A watch service that the directory can be registered with.
   *
   * @throws IOException if the system has none to give, such as over its limit of watches
   */
  WatchService open(Path directory) throws IOException;
}
