package io.decisionos.gateway.storage.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of an embedded store, held by one process at a time. The file {@code format} stamps
 * it with the version of its layout; the file {@code lock} is locked while it is held, and the
 * system frees it however the process ends.
 */
public final class StoreDirectory implements Closeable {
  /** The version of the layout that this code reads and writes. */
  static final int FORMAT = 1;

  private static final String STAMP = "decisionos-store ";

  private final FileChannel lock;

  private StoreDirectory(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes the directory, creating it where there is none.
   *
   * @throws StoreRefusedException if another process holds it or a newer version wrote it
   */
  public static StoreDirectory open(Path root) throws IOException {
    Files.createDirectories(root);
    FileChannel lock = lock(root.resolve("lock"));
    try {
      checkStamp(root.resolve("format"));
      return new StoreDirectory(lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new StoreRefusedException(
          file + ": found it locked by another gateway, expected a directory of its own");
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void checkStamp(Path file) throws IOException {
    if (!Files.exists(file)) {
      Durable.write(file, STAMP + FORMAT + "\n");
      return;
    }
    String found = Files.readString(file).strip();
    if (!found.equals(STAMP + FORMAT)) {
      throw new StoreRefusedException(
          file + ": found format \"" + found + "\", expected \"" + STAMP + FORMAT + "\"");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
