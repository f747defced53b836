package io.decisionos.gateway.app;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.Exposure;
import io.decisionos.gateway.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only directory that the gateway writes. */
final class DataDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  private DataDirectory() {}

  /**
   * Makes the directory if it is missing.
   *
   * @throws StartFailure if it cannot be had or written
   */
  static void prepare(Path directory) {
    try {
      Durable.folder(directory);
    } catch (IOException e) {
      throw new StartFailure(
          "data.directory: found " + directory + ", which cannot be made, expected a directory");
    }
    if (!Files.isWritable(directory)) {
      throw new StartFailure(
          "data.directory: found " + directory + ", not writable, expected a writable directory");
    }
  }

  /** Says once if others than the gateway's user may read what it keeps. Blocking. */
  static void tellWhatIsOpen(Path directory) {
    try {
      // The directory may be a link, behind which nothing would be looked at.
      Path root = directory.toRealPath();
      Exposure.under(root, file -> isOurs(root.relativize(file)))
          .ifPresent(found -> LOG.warn("{}", sentence(directory, found)));
    } catch (IOException e) {
      LOG.warn("who may read the data directory cannot be found out: {}", e.toString());
    }
  }

  private static String sentence(Path directory, Exposure.Found found) {
    return Printable.of(
        "%d file(s) or folder(s) in the data directory are open to other users, first %s; close them with: chmod -R go= %s"
            .formatted(found.count(), found.first(), directory.toAbsolutePath()));
  }

  /** Evidence and followed files are other processes', which may share them with others still. */
  private static boolean isOurs(Path file) {
    String top = file.getName(0).toString();
    return !top.equals("evidence") && !(top.equals("events") && file.toString().endsWith(".jsonl"));
  }
}
