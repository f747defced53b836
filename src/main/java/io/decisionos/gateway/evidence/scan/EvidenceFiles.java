package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files below the evidence root and never at anything outside of it, whatever links
 * there are. What is wrong with a file becomes its entry. Any thread.
 */
public final class EvidenceFiles {
  private static final int ATTEMPTS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);
  private static final String FAILED = "the gateway failed to judge it; see its log";
  private static final String OUTSIDE = "symbolic link out of the evidence root";

  private final Path root;
  private final Clock clock;
  private final OpenReadings readings = new OpenReadings(System::nanoTime);

  /**
   * @throws IOException if there is no such folder
   */
  public EvidenceFiles(Path root, Clock clock) throws IOException {
    this.root = root.toRealPath();
    this.clock = clock;
  }

  /** Where a folder really is. */
  Path locate(String folder) throws IOException {
    Path real = PathText.resolve(root, folder).toRealPath();
    if (!real.startsWith(root)) {
      throw new AccessDeniedException(folder, null, OUTSIDE);
    }
    // Opening a named pipe as a folder would wait for somebody to write into it.
    if (FileState.of(real).kind() != FileState.Kind.FOLDER) {
      throw new NotDirectoryException(folder);
    }
    return real;
  }

  /** What is being read just now. */
  OpenReadings readings() {
    return readings;
  }

  boolean exists(EvidencePath path) {
    try {
      FileState.of(PathText.resolve(root, path.text()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The entry of a file as it is now, which is the known one if nothing has changed since, or if
   * the file is large and read later; empty if there is no file.
   *
   * @param progress is told of what is read
   */
  Optional<EvidenceEntry> look(
      EvidencePath path, Optional<EvidenceEntry> known, ScanProgress progress, Later later) {
    Path file = PathText.resolve(root, path.text());
    try {
      FileState state = FileState.of(file);
      var sight = new Sight(path, file, state, progress);
      boolean link = state.kind() == FileState.Kind.LINK;
      return link ? follow(sight, known, later) : entry(sight, known, later);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unreadable(path, Fingerprint.NONE, reason(e)));
    }
  }

  private Optional<EvidenceEntry> follow(Sight link, Optional<EvidenceEntry> known, Later later) {
    try {
      Path real = link.file.toRealPath();
      return real.startsWith(root)
          ? entry(new Sight(link.path, real, FileState.of(real), link.progress), known, later)
          : Optional.of(unreadable(link.path, link.state.print(), OUTSIDE));
    } catch (IOException e) {
      return Optional.of(unreadable(link.path, link.state.print(), "symbolic link to nothing"));
    }
  }

  private Optional<EvidenceEntry> entry(Sight sight, Optional<EvidenceEntry> known, Later later)
      throws NoSuchFileException {
    Fingerprint print = sight.state.print();
    if (sight.state.kind() != FileState.Kind.FILE) {
      return Optional.of(unreadable(sight.path, print, "not a regular file"));
    }
    if (known.filter(entry -> entry.print().equals(print)).isPresent()) {
      return known;
    }
    boolean worthWaiting = FileReading.isLarge(print) && !FileReading.isTooLarge(print);
    return worthWaiting && later.takes(sight.path, sight.progress)
        ? known
        : Optional.of(read(sight));
  }

  /** Reads a file whatever is known of it. */
  private EvidenceEntry read(Sight sight) throws NoSuchFileException {
    FileState before = sight.state;
    readings.begin(sight.path);
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (FileReading.isTooLarge(before.print())) {
          return unreadable(sight.path, before.print(), FileReading.TOO_LARGE);
        }
        Instant begin = clock.instant();
        Optional<FileContent> content = FileReading.of(sight.file, before, FileContent::of);
        content.ifPresent(sight.progress::read);
        FileState after = FileState.of(sight.file);
        if (content.isPresent() && after.equals(before)) {
          return content.get().entry(sight.path, before.print().asOf(begin));
        }
        before = after;
      }
      return unreadable(sight.path, before.print().doubtful(), "changes while it is read");
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return unreadable(sight.path, before.print().doubtful(), reason(e));
    } catch (RuntimeException | Error e) {
      // A fault of ours costs no other file its news, nor the log a line each second.
      LOG.error("evidence could not be judged path={}", sight.path, e);
      return unreadable(sight.path, before.print(), FAILED);
    } finally {
      readings.end();
    }
  }

  /**
   * A file's bytes with the verdict on just these; empty if there is no such file any more, and if
   * what is there now cannot be read or judged: nobody is shown that.
   */
  public Optional<Original> original(EvidencePath path) {
    try {
      Path file = PathText.resolve(root, path.text()).toRealPath();
      FileState state = FileState.of(file);
      Fingerprint print = state.print();
      boolean judged = state.kind() == FileState.Kind.FILE && !FileReading.isTooLarge(print);
      if (!judged || !file.startsWith(root)) {
        return Optional.empty();
      }
      return FileReading.of(
          file, state, bytes -> new Original(bytes, FileContent.of(bytes).entry(path, print)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The entry of a file that has just got these bytes. */
  public EvidenceEntry entry(EvidencePath path, byte[] bytes) throws IOException {
    Instant now = clock.instant();
    FileState state = FileState.of(PathText.resolve(root, path.text()));
    return FileContent.of(bytes).entry(path, state.print().asOf(now));
  }

  private static EvidenceEntry unreadable(EvidencePath path, Fingerprint print, String why) {
    return new EvidenceEntry(path, print, Optional.empty(), Evidence.unreadable(why));
  }

  /** What may be said of a failure; its own message names paths of the server. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return OUTSIDE.equals(denied.getReason()) ? OUTSIDE : "permission denied";
    }
    return "cannot be read";
  }

  /** Has large files read by others, who look at them once more when their turn comes. */
  interface Later {
    /** For who can wait. */
    Later NEVER = (path, progress) -> false;

    /** Tells whether a file that has changed need not be read here and now. */
    boolean takes(EvidencePath path, ScanProgress progress);
  }

  /** A file that was seen. */
  private record Sight(EvidencePath path, Path file, FileState state, ScanProgress progress) {}
}
