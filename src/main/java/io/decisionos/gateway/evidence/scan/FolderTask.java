package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.function.Predicate;

/** Lists one folder of a sweep; its files and the folders in it become tasks of their own. */
final class FolderTask extends RecursiveAction {
  /** So many chunks may be on their way, or a large folder would be in memory as a whole. */
  private static final int AHEAD = 64;

  private final transient EvidenceSweep sweep;
  private final String folder;
  private final transient ScanProgress progress;
  private final transient FolderLevel level;
  private final transient Predicate<String> goInto;
  private final transient Deque<RecursiveTask<Integer>> chunks = new ArrayDeque<>();
  private final transient List<FolderTask> folders = new ArrayList<>();
  private transient List<EvidencePath> chunk = new ArrayList<>();
  private int knownSeen;

  /**
   * @param goInto which of the folders in this one belong to the sweep
   */
  FolderTask(EvidenceSweep sweep, String folder, ScanProgress progress, Predicate<String> goInto) {
    this.goInto = goInto;
    this.sweep = sweep;
    this.folder = folder;
    this.progress = progress;
    this.level = FolderLevel.of(folder);
  }

  @Override
  protected void compute() {
    List<EvidencePath> before = sweep.known().in(folder);
    try {
      list();
      sweep.faults().worked(folder);
      drain(0);
      forget(before);
    } catch (NotDirectoryException | NoSuchFileException e) {
      absent();
    } catch (IOException e) {
      sweep.faults().failed(folder, EvidenceFiles.reason(e));
      sweep.dropBelow(folder);
    }
    drain(0);
    folders.removeIf(task -> !goInto.test(task.folder));
    invokeAll(folders);
  }

  private void list() throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(sweep.enter(folder))) {
      for (Path child : children) {
        sort(PathText.ofName(child));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    hand();
  }

  /** Folders may go, or be files after all; without the root there is no evidence to speak of. */
  private void absent() {
    if (level == FolderLevel.ROOT) {
      sweep.faults().failed(folder, "there is no such folder");
    } else {
      sweep.faults().worked(folder);
    }
    sweep.dropBelow(folder);
  }

  private void sort(String name) {
    if (level.admitsFile(name)) {
      chunk.add(new EvidencePath(child(name)));
    } else if (level.admitsFolder(name)) {
      folders.add(new FolderTask(sweep, child(name), progress, goInto));
    }
    if (chunk.size() == EvidenceSweep.CHUNK) {
      hand();
    }
  }

  private String child(String name) {
    return folder.isEmpty() ? name : folder + '/' + name;
  }

  private void hand() {
    List<EvidencePath> paths = chunk;
    chunk = new ArrayList<>();
    chunks.add(new Chunk(sweep, paths, progress));
    chunks.getLast().fork();
    drain(AHEAD);
  }

  private void drain(int allowed) {
    while (chunks.size() > allowed) {
      knownSeen += chunks.removeFirst().join();
    }
  }

  /** Drops what was known and was not seen; looks for single files only if some must be gone. */
  private void forget(List<EvidencePath> before) {
    if (knownSeen < before.size()) {
      sweep.dropMissing(before);
    }
    Set<String> listed = new HashSet<>();
    folders.forEach(task -> listed.add(task.folder));
    sweep.known().foldersIn(folder).stream()
        .filter(child -> !listed.contains(child))
        .forEach(sweep::dropBelow);
    sweep.keepOnly(folder, listed);
  }

  /** Some files of a folder; the answer is how many of them were known. */
  private static final class Chunk extends RecursiveTask<Integer> {
    private final transient EvidenceSweep sweep;
    private final transient List<EvidencePath> paths;
    private final transient ScanProgress progress;

    Chunk(EvidenceSweep sweep, List<EvidencePath> paths, ScanProgress progress) {
      this.sweep = sweep;
      this.paths = paths;
      this.progress = progress;
    }

    @Override
    protected Integer compute() {
      return sweep.lookAtPace(paths, progress);
    }
  }
}
