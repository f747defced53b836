package io.decisionos.gateway.config;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.again.WatchLoop;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pokes when something happens in a directory, with the names that came with the events. These are
 * hints: events get lost, overflow and carry misleading names, so whoever is poked looks for
 * himself. Thread-safe; the poke comes from a thread of its own.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

  /** File systems that nobody but this machine changes, so that its kernel knows of it. */
  private static final Set<String> LOCAL =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "tmpfs", "overlay");

  private static final String IDENTITY = "unix:ino,dev,mode,uid,gid";

  private final Path directory;
  private final WatchOpener opener;
  private final Consumer<Set<Path>> poke;
  private Optional<WatchService> service = Optional.empty();
  private Optional<WatchKey> key = Optional.empty();
  private Optional<String> watched = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private boolean local;
  private boolean closed;

  /**
   * A watch that has not begun.
   *
   * @param poke gets names in the directory; none if it is not known what has happened
   */
  DirectoryWatch(Path directory, WatchOpener opener, Consumer<Set<Path>> poke) {
    this.directory = directory;
    this.opener = opener;
    this.poke = poke;
  }

  /**
   * Makes sure that the directory which the path leads to now is the one that is watched. Where
   * that is impossible, {@link #trouble} says why, and only sweeps find changes.
   *
   * @return whether it is another one than before, or watched no more
   */
  synchronized boolean renew() {
    if (closed) {
      return false;
    }
    Optional<String> before = watched;
    try {
      String identity = Files.readAttributes(directory, IDENTITY).toString();
      boolean valid = key.map(WatchKey::isValid).orElse(false);
      if (!valid || !watched.equals(Optional.of(identity))) {
        register(identity);
      }
      trouble = Optional.empty();
    } catch (IOException e) {
      key.ifPresent(WatchKey::cancel);
      key = Optional.empty();
      watched = Optional.empty();
      trouble = Optional.of(Cause.words(e));
    }
    return !watched.equals(before);
  }

  private void register(String identity) throws IOException {
    if (service.isEmpty()) {
      service = Optional.of(opener.open(directory));
      start(service.get());
    }
    key.ifPresent(WatchKey::cancel);
    key = Optional.of(directory.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
    watched = Optional.of(identity);
    local = isLocal();
  }

  private boolean isLocal() {
    try {
      return LOCAL.contains(Files.getFileStore(directory).type());
    } catch (IOException e) {
      LOG.info("its file system is not known, and is swept often directory={}", directory, e);
      return false;
    }
  }

  private void start(WatchService watching) {
    var thread =
        new Thread(
            () -> WatchLoop.run(watching, Duration.ZERO, this::pokeAbout),
            "watch-" + directory.getFileName());
    thread.setDaemon(true);
    thread.start();
  }

  private void pokeAbout(WatchKey changed) {
    Set<Path> names = names(changed.pollEvents());
    Set<Path> told = changed.reset() ? names : Set.of();
    Again.turn("hearing of changed files", () -> poke.accept(told));
  }

  private static Set<Path> names(List<WatchEvent<?>> events) {
    boolean lost = events.stream().anyMatch(event -> event.kind() == OVERFLOW);
    return lost
        ? Set.of()
        : events.stream().map(event -> (Path) event.context()).collect(Collectors.toSet());
  }

  /** Whether every change of what lies in the directory comes with an event. */
  synchronized boolean tellsAll() {
    return local && trouble.isEmpty();
  }

  /** Why events cannot be had, if they cannot. */
  synchronized Optional<String> trouble() {
    return trouble;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (service.isPresent()) {
      service.get().close();
    }
  }
}
