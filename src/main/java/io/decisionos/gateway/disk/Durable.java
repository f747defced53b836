package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes to directories that survive a loss of power. */
public final class Durable {
  private Durable() {}

  /** Writes a small file so that it is there either whole or not at all. */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    OwnerOnly.write(draft, text);
    force(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.toAbsolutePath().getParent());
  }

  /** Makes a folder and those above it if there are none, so that they stay. */
  public static Path folder(Path folder) throws IOException {
    // A link to a folder is one, too.
    if (!Files.isDirectory(folder)) {
      Path above = folder(folder.toAbsolutePath().getParent());
      OwnerOnly.folder(folder);
      force(above);
    }
    return folder;
  }

  /** Waits until the file or the directory's list of files is on the disk. */
  public static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
