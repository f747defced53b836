package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.Tile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log that another gateway writes, read as it grows. Nothing is written into the root. One thread
 * at a time refreshes it; any thread reads.
 */
public final class FollowedLog {
  private static final int ATTEMPTS = 5;

  private final Book book;
  private volatile TenantLog log;

  private FollowedLog(LogOpening.Opened opened) {
    this.book = opened.book();
    this.log = opened.log();
  }

  /**
   * Opens a log as it lies, which may grow meanwhile.
   *
   * @throws LogRefusedException if it is not what the gateways left
   */
  public static FollowedLog open(LogPlace place) throws IOException {
    LogPlace readOnly = place.with(new HeadsOnly(place));
    for (int attempt = 1; ; attempt++) {
      Optional<String> before = LogFiles.text(place.checkpoint());
      try {
        return new FollowedLog(LogOpening.open(readOnly));
      } catch (LogRefusedException e) {
        boolean grew = !before.equals(LogFiles.text(place.checkpoint()));
        if (!grew || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Writes nothing but what is known of a log outside of the root. */
  private record HeadsOnly(LogPlace place) implements Disk {
    @Override
    public void put(Path file, byte[] bytes) throws IOException {
      if (file.equals(place.head())) {
        place.disk().put(file, bytes);
      }
    }
  }

  /**
   * Takes in what was added since.
   *
   * @param place the same with the keys that sign now
   * @return whether anything was
   * @throws LogRefusedException if it was cut, or is signed by somebody else
   */
  public boolean refresh(LogPlace place) throws IOException {
    Optional<String> note = LogFiles.text(place.checkpoint());
    if (note.isEmpty() ? log.signed().size() == 0 : note.get().equals(log.signed().note())) {
      return false;
    }
    Note read = note.flatMap(Note::parse).orElseThrow(() -> refused("it has no checkpoint"));
    Checkpoint next =
        Checkpoint.parse(read.text())
            .filter(checkpoint -> checkpoint.origin().equals(place.origin()))
            .orElseThrow(() -> refused("its checkpoint is another log's, or none"));
    if (!read.isSignedBy(place.verifiers())) {
      throw refused("its checkpoint is not signed by a key of this gateway");
    }
    if (next.size() < book.size()) {
      throw refused("it has %d leaves and had %d".formatted(next.size(), book.size()));
    }
    added(place, next.size()).forEach(book::add);
    log = new TenantLog(place.with(new HeadsOnly(place)), new TenantLog.Signed(next, note.get()));
    place.disk().put(place.head(), note.get().getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private List<Leaf> added(LogPlace place, long size) throws LogRefusedException {
    var leaves = new ArrayList<Leaf>();
    var files = new LogFiles(place.folder());
    long from = book.size();
    try {
      while (from < size) {
        List<byte[]> entries = files.entries(Tile.of(Tile.ENTRIES, from, size));
        int first = (int) (from % Tile.FULL);
        for (byte[] entry : entries.subList(first, entries.size())) {
          leaves.add(Leaf.parse(entry).orElseThrow(() -> refused("an entry is no leaf")));
        }
        from += entries.size() - first;
      }
    } catch (BrokenTreeException e) {
      throw LogRefusedException.of(e);
    }
    return leaves;
  }

  private static LogRefusedException refused(String why) {
    return new LogRefusedException(why);
  }

  public TenantLog log() {
    return log;
  }

  public Book book() {
    return book;
  }
}
