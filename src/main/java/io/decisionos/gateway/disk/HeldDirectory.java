package io.decisionos.gateway.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory that one process holds at a time. The file {@code format} stamps it with the version
 * of its layout; the file {@code lock} is locked while it is held, and the system frees it however
 * the process ends.
 */
public final class HeldDirectory implements Closeable {
  private final FileChannel lock;

  private HeldDirectory(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes the directory, creating it if there is none.
   *
   * @param stamp says what lies in it, and in which version
   * @throws RefusedFileException if another process holds it or a newer version wrote it
   */
  public static HeldDirectory open(Path root, String stamp) throws IOException {
    Durable.folder(root);
    FileChannel lock = lock(root.resolve("lock"));
    try {
      checkStamp(root.resolve("format"), stamp);
      return new HeldDirectory(lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new RefusedFileException(
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

  private static void checkStamp(Path file, String stamp) throws IOException {
    if (!Files.exists(file)) {
      Durable.write(file, stamp + "\n");
      return;
    }
    String found = Files.readString(file).strip();
    if (!found.equals(stamp)) {
      throw new RefusedFileException(
          file + ": found format \"" + found + "\", expected \"" + stamp + "\"");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
