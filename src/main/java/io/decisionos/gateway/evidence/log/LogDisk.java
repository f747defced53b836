package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The few things that a log does to its disk. A test hands in one that fails at any of them. */
public interface LogDisk {
  /** The disk of this machine. */
  LogDisk REAL = new LogDisk() {};

  /** Writes a file under a name that nobody looks at, and waits until its bytes are there. */
  default void draft(Path draft, byte[] bytes) throws IOException {
    Files.deleteIfExists(draft);
    OwnerOnly.create(draft, bytes);
  }

  /** Gives a file its name, in place of what has that. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
