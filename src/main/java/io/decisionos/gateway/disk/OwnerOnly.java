package io.decisionos.gateway.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that nobody but their owner can read, whatever the umask of the process:
 * what the gateway keeps is its tenants'. Everything under the data directory is made here; what is
 * there already keeps its mode. Stateless.
 */
public final class OwnerOnly {
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private OwnerOnly() {}

  /** Opens a file, and makes it if the options say so. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return isPosix(file)
        ? FileChannel.open(file, Set.of(options), FILE)
        : FileChannel.open(file, options);
  }

  /** Makes a folder and those above it if there are none. */
  public static Path folder(Path folder) throws IOException {
    // A link to a folder is one, too; before JDK 20 the library does not know that.
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return isPosix(folder)
        ? Files.createDirectories(folder, FOLDER)
        : Files.createDirectories(folder);
  }

  /** Makes a folder that was not there. */
  public static Path newFolder(Path folder) throws IOException {
    return isPosix(folder) ? Files.createDirectory(folder, FOLDER) : Files.createDirectory(folder);
  }

  /**
   * Makes a folder again that somebody has removed.
   *
   * @throws IOException if the one above it is gone as well: then more is amiss than one folder
   */
  public static void folderAgain(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      newFolder(folder);
    }
  }

  /** Writes a file anew. */
  public static OutputStream write(Path file) throws IOException {
    return Channels.newOutputStream(
        open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  /** Writes a file anew with this text. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file anew with these bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = write(file)) {
      out.write(content);
    }
  }

  /** Writes a file that is not there yet and waits until its bytes are on the disk. */
  public static void create(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(channel, content);
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Adds a text at the end of a file. */
  public static void append(Path file, String text) throws IOException {
    try (FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writeAll(channel, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
