package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The folder of a tenant's own files, and whether the newest of them is still there: somebody may
 * remove it, or the whole folder, and what goes on being written to a file without a name is in no
 * file. For one thread.
 */
final class SegmentPlace {
  private final Path folder;
  private String name = "";
  private Optional<Object> key = Optional.empty();

  SegmentPlace(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder if there is none. */
  static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = Durable.folder(folder.toAbsolutePath().getParent());
      // Fails for a link, behind which another tenant's events could lie.
      OwnerOnly.newFolder(folder);
      Durable.force(parent);
    }
  }

  /** Remembers which file has this name now. */
  void note(String newest) throws IOException {
    name = newest;
    key = keyOf(newest);
  }

  /** Whether that file has its name still; so it is if there has been none yet. */
  boolean isKept() throws IOException {
    return name.isEmpty() || keyOf(name).equals(key);
  }

  private Optional<Object> keyOf(String file) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(folder.resolve(file), BasicFileAttributes.class);
      return Optional.of(found.fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
