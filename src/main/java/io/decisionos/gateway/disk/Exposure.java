package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What under a directory others than its owner may read or change. Looks at so many files and no
 * more, so that it ends soon whatever lies there. Blocking.
 */
public final class Exposure {
  private static final int MOST_SEEN = 20_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private Exposure() {}

  /**
   * What was found.
   *
   * @param first the first of them
   * @param count how many there are, among those that were looked at
   */
  public record Found(Path first, int count) {}

  /**
   * What is open to others; empty if nothing is, or if files have no such modes.
   *
   * @param counts whether a file counts; a directory always does
   */
  public static Optional<Found> under(Path root, Predicate<Path> counts) throws IOException {
    if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    var look = new Look(counts);
    Files.walkFileTree(root, look);
    return Optional.ofNullable(look.first).map(first -> new Found(first, look.open));
  }

  /** One walk. */
  private static final class Look extends SimpleFileVisitor<Path> {
    private final Predicate<Path> counts;
    private Path first;
    private int open;
    private int seen;

    Look(Predicate<Path> counts) {
      this.counts = counts;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any)
        throws IOException {
      return note(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes kind) throws IOException {
      // The mode of a link says nothing.
      return kind.isRegularFile() && counts.test(file) ? note(file) : FileVisitResult.CONTINUE;
    }

    /** What cannot be looked at, or goes meanwhile, is open to nobody. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      return FileVisitResult.CONTINUE;
    }

    private static boolean isOpen(Path path) throws IOException {
      try {
        var modes = Files.readAttributes(path, PosixFileAttributes.class).permissions();
        return modes.stream().anyMatch(OTHERS::contains);
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    private FileVisitResult note(Path path) throws IOException {
      if (isOpen(path)) {
        first = first == null ? path : first;
        open++;
      }
      return ++seen < MOST_SEEN ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
