package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.disk.RefusedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An evidence root that one process alone changes at a time. */
public final class HeldRoot {
  private static final Logger LOG = LoggerFactory.getLogger(HeldRoot.class);
  private static final String FOLDER = ".writer";
  private static final String STAMP = "decisionos evidence root 1";
  private static final Closeable NOTHING = () -> {};

  private HeldRoot() {}

  /**
   * Takes the root.
   *
   * @throws RefusedFileException if another process has it
   */
  public static Closeable hold(Path root) throws IOException {
    return HeldDirectory.open(root.resolve(FOLDER), STAMP);
  }

  /**
   * Takes the root if it can be written at all; one that is only read needs nobody to hold it.
   *
   * @throws RefusedFileException if another process has it
   */
  public static Closeable holdIfWritable(Path root) throws IOException {
    try {
      return hold(root);
    } catch (RefusedFileException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn(
          "the evidence root cannot be written, so nothing is logged or locked: {}", e.toString());
      return NOTHING;
    }
  }

  /**
   * Sees to it that nobody has the root, and writes nothing if nobody ever had it.
   *
   * @throws RefusedFileException if another process has it
   */
  public static Closeable look(Path root) throws IOException {
    return Files.exists(root.resolve(FOLDER)) ? hold(root) : NOTHING;
  }
}
