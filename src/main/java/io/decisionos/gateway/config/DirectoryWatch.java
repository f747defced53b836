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

/**
 * Pokes when something happens in a directory, with the names that came with the events. These are
 * hints: events get lost, overflow and carry misleading names, so whoever is poked looks for
 * himself. Thread-safe; the poke comes from a thread of its own.
 */
final class DirectoryWatch implements AutoCloseable {
  private final Path directory;
  private final WatchOpener opener;
  private final Consumer<Set<Path>> poke;
  private Optional<WatchService> service = Optional.empty();
  private Optional<WatchKey> key = Optional.empty();
  private Optional<Object> watchedInode = Optional.empty();
  private Optional<String> trouble = Optional.empty();
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
   */
  synchronized void renew() {
    if (closed) {
      return;
    }
    try {
      Object inode = Files.readAttributes(directory, "unix:ino,dev").toString();
      boolean watched = key.map(WatchKey::isValid).orElse(false);
      if (!watched || !watchedInode.equals(Optional.of(inode))) {
        register(inode);
      }
      trouble = Optional.empty();
    } catch (IOException e) {
      key.ifPresent(WatchKey::cancel);
      key = Optional.empty();
      trouble = Optional.of(Cause.words(e));
    }
  }

  private void register(Object inode) throws IOException {
    if (service.isEmpty()) {
      service = Optional.of(opener.open(directory));
      start(service.get());
    }
    key.ifPresent(WatchKey::cancel);
    key = Optional.of(directory.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
    watchedInode = Optional.of(inode);
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
