package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The few things that are done to single files that must be there whole or not at all, one after
 * the other. A test hands in a disk that fails, or a process that dies, at any of them.
 */
public interface Disk {
  /** The disk of this machine. */
  Disk REAL = new Disk() {};

  /** Writes a file under a name that nobody looks at, and waits until its bytes are there. */
  default void draft(Path draft, byte[] bytes) throws IOException {
    Files.deleteIfExists(draft);
    OwnerOnly.create(draft, bytes);
  }

  /** Gives a file its name, in place of what has that. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Gives a file one more name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something has it, which a rename would
   *     replace
   */
  default void link(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  /** Has nobody write into a file any more. */
  default void seal(Path file) throws IOException {
    Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r--r--r--");
    Files.setPosixFilePermissions(file, readOnly);
  }

  /** Waits until a folder's names are there. */
  default void force(Path folder) throws IOException {
    Durable.force(folder);
  }

  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Has a whole file in its place when it returns, or nothing of it. */
  default void put(Path file, byte[] bytes) throws IOException {
    Path folder = Durable.folder(file.getParent());
    // Folders such as that of the heads are shared.
    Path draft = folder.resolve(file.getFileName() + ".draft");
    draft(draft, bytes);
    rename(draft, file);
    force(folder);
  }
}
