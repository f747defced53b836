package io.decisionos.gateway.evidence.scan;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.again.WatchLoop;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hears from the system what happens in the folders of evidence, so that a change is seen before
 * the next sweep. What it cannot watch, sweeps find later. Any thread registers; one thread of its
 * own tells.
 */
final class EvidenceWatch implements EvidenceSweep.FolderListener, AutoCloseable {
  private static final Duration COALESCE = Duration.ofMillis(10);

  private final Optional<WatchService> service;
  private final Target target;
  private final Map<String, Watched> byFolder = new ConcurrentHashMap<>();
  private final Map<WatchKey, Watched> byKey = new ConcurrentHashMap<>();
  private final Set<String> unwatched = ConcurrentHashMap.newKeySet();

  /** Who wants to know. */
  interface Target {
    /** Files of one folder may have changed. */
    void filesChanged(Set<EvidencePath> paths);

    /** A folder may have come or gone, or be another one. */
    void folderChanged(String folder);

    /** More has happened in a folder than can be told. */
    void overflowed(String folder);
  }

  private record Watched(String folder, Path place, long inode, WatchKey key) {}

  EvidenceWatch(Target target) {
    this.target = target;
    this.service = open();
  }

  private static Optional<WatchService> open() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void start() {
    service.ifPresent(
        watching ->
            ScanThreads.named("evidence-watch")
                .newThread(() -> WatchLoop.run(watching, COALESCE, this::handle))
                .start());
  }

  /** How many folders the system would not watch. */
  int unwatchedFolders() {
    return unwatched.size();
  }

  @Override
  public void about(String folder, Path place) {
    try {
      long inode = FileState.of(place).print().inode();
      Watched before = byFolder.get(folder);
      boolean same = before != null && before.key.isValid() && before.inode == inode;
      if (!same) {
        register(folder, place, inode);
      }
      unwatched.remove(folder);
    } catch (IOException e) {
      unwatched.add(folder);
    }
  }

  @Override
  public boolean follows(String folder) {
    Watched watched = byFolder.get(folder);
    return watched != null && watched.key.isValid();
  }

  @Override
  public void keepOnly(String parent, Set<String> children) {
    FolderFaults.gone(unwatched, parent, children).forEach(unwatched::remove);
  }

  private void register(String folder, Path place, long inode) throws IOException {
    WatchService watching = service.orElseThrow(() -> new IOException("no watch service"));
    WatchKey key = place.register(watching, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
    var watched = new Watched(folder, place, inode, key);
    byKey.put(key, watched);
    Watched before = byFolder.put(folder, watched);
    if (before != null && !before.key.equals(key)) {
      before.key.cancel();
      byKey.remove(before.key);
    }
  }

  private void handle(WatchKey key) {
    Watched watched = byKey.get(key);
    if (watched != null) {
      // Whatever goes wrong in one folder, the others are told of; sweeps find what was not told.
      Again.turn("hearing of evidence in folder " + watched.folder, () -> tell(watched));
    }
    if (!key.reset()) {
      byKey.remove(key);
      if (watched != null) {
        byFolder.remove(watched.folder, watched);
      }
    }
  }

  private void tell(Watched watched) {
    FolderLevel level = FolderLevel.of(watched.folder);
    Set<EvidencePath> files = new TreeSet<>();
    Set<String> folders = new TreeSet<>();
    for (WatchEvent<?> event : watched.key.pollEvents()) {
      if (event.kind() == OVERFLOW) {
        target.overflowed(watched.folder);
        continue;
      }
      String name = PathText.ofName(watched.place.resolve((Path) event.context()));
      String path = watched.folder.isEmpty() ? name : watched.folder + '/' + name;
      if (level.admitsFile(name)) {
        files.add(new EvidencePath(path));
      } else if (level.admitsFolder(name)) {
        folders.add(path);
      }
    }
    target.filesChanged(files);
    folders.forEach(target::folderChanged);
  }

  @Override
  public void close() throws IOException {
    if (service.isPresent()) {
      service.get().close();
    }
  }
}
