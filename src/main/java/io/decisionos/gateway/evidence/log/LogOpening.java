package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.log.TenantLog.Signed;
import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Edge;
import io.decisionos.gateway.evidence.merkle.Merkle;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a log: reads every leaf, and refuses by name what was rolled back, cut, changed or is
 * another's. Confined to one thread.
 */
public final class LogOpening {
  private final LogPlace place;
  private final LogFiles files;
  private final Book book = new Book();

  /** A log that is what it should be, and what its leaves say. */
  public record Opened(TenantLog log, Book book) {}

  private LogOpening(LogPlace place) {
    this.place = place;
    this.files = new LogFiles(place.folder());
  }

  /**
   * Opens a log, an empty one if there never was any.
   *
   * @throws LogRefusedException if it is not what the gateway left
   */
  public static Opened open(LogPlace place) throws IOException {
    return new LogOpening(place).open();
  }

  private Opened open() throws IOException {
    Optional<String> head = LogFiles.text(place.head());
    Optional<String> note = LogFiles.text(place.checkpoint());
    if (note.isEmpty()) {
      return fresh(head);
    }
    Signed signed = new Signed(checkpoint(note.get(), "its checkpoint"), note.get());
    Optional<Checkpoint> known = known(head);
    if (!head.equals(note) && !isSigned(note.get())) {
      throw new LogRefusedException("its checkpoint is not signed by a key of this gateway");
    }
    long least = known.map(Checkpoint::size).orElse(0L);
    if (signed.size() < least) {
      throw new LogRefusedException(
          "it has %d leaves and had %d: it was rolled back or cut".formatted(signed.size(), least));
    }
    read(signed, known);
    if (!head.equals(note)) {
      TenantLog.keep(place, signed);
    }
    return new Opened(new TenantLog(place, signed), book);
  }

  private Opened fresh(Optional<String> head) throws IOException {
    if (head.isPresent()) {
      boolean noLogs = !Files.isDirectory(place.folder().getParent());
      throw new LogRefusedException(
          noLogs
              ? "the evidence root has no .log, and a head is known: is it mounted?"
              : "it has no checkpoint, and a head is known: it was cut");
    }
    Signed empty = TenantLog.sign(place, 0, Merkle.empty());
    return new Opened(new TenantLog(place, empty), book);
  }

  private Optional<Checkpoint> known(Optional<String> head) throws LogRefusedException {
    return head.isEmpty()
        ? Optional.empty()
        : Optional.of(checkpoint(head.get(), "its known head"));
  }

  private Checkpoint checkpoint(String note, String what) throws LogRefusedException {
    Checkpoint read =
        Note.parse(note)
            .flatMap(parsed -> Checkpoint.parse(parsed.text()))
            .orElseThrow(() -> new LogRefusedException(what + " is no checkpoint"));
    if (!read.origin().equals(place.origin())) {
      throw new LogRefusedException(what + " is another log's: " + read.origin());
    }
    return read;
  }

  private boolean isSigned(String note) {
    return Note.parse(note).filter(read -> read.isSignedBy(place.verifiers())).isPresent();
  }

  /** Takes every leaf in and compares all hashes with those of the tiles and the checkpoints. */
  private void read(Signed signed, Optional<Checkpoint> known) throws IOException {
    try {
      var edge = new Edge();
      requireKnown(edge, known);
      long size = signed.size();
      for (long index = 0; index * Tile.FULL < size; index++) {
        var full = new HashMap<Tile, byte[]>();
        for (byte[] entry : files.entries(Tile.of(Tile.ENTRIES, index * Tile.FULL, size))) {
          book.add(leaf(entry));
          edge.add(Merkle.leaf(entry), full::put);
          requireKnown(edge, known);
        }
        requireTiles(full);
      }
      var partial = new HashMap<Tile, byte[]>();
      edge.partials(partial::put);
      requireTiles(partial);
      if (!signed.checkpoint().isSameTree(edge.size(), edge.root())) {
        throw new LogRefusedException("its entries do not hash to its checkpoint");
      }
    } catch (BrokenTreeException e) {
      throw new LogRefusedException("it was cut or changed: " + e.getMessage(), e);
    }
  }

  private static Leaf leaf(byte[] entry) {
    return Leaf.parse(entry).orElseThrow(() -> new BrokenTreeException("an entry is no leaf"));
  }

  private static void requireKnown(Edge edge, Optional<Checkpoint> known)
      throws LogRefusedException {
    if (known.isPresent()
        && known.get().size() == edge.size()
        && !known.get().isSameTree(edge.size(), edge.root())) {
      throw new LogRefusedException("it is not the log of its known head: another's, or changed");
    }
  }

  private void requireTiles(Map<Tile, byte[]> tiles) {
    List<Map.Entry<Tile, byte[]>> all = List.copyOf(tiles.entrySet());
    for (Map.Entry<Tile, byte[]> tile : all) {
      if (!Arrays.equals(files.require(tile.getKey()), tile.getValue())) {
        throw new BrokenTreeException(tile.getKey().path() + " is not what the entries hash to");
      }
    }
  }
}
