package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileMark;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of a tenant's own files, and whether the newest of them is still there: somebody may
 * remove it, or the whole folder, and what goes on being written to a file without a name is in no
 * file. For one thread.
 */
final class SegmentPlace {
  private final Path folder;
  private Optional<FileMark> newest = Optional.empty();

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

  /** Remembers which file has this name now; nothing without a name. */
  void note(String name) throws IOException {
    newest = name.isEmpty() ? Optional.empty() : Optional.of(FileMark.of(folder.resolve(name)));
  }

  /** Whether that file has its name still; so it is if there has been none yet. */
  boolean isKept() throws IOException {
    return newest.isEmpty() || newest.get().isKept();
  }
}
