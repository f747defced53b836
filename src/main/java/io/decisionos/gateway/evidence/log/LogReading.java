package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Edge;
import io.decisionos.gateway.evidence.merkle.Merkle;
import io.decisionos.gateway.evidence.merkle.Tile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every leaf of a log and compares all hashes with those of its tiles and of checkpoints.
 * Confined to one thread.
 */
final class LogReading {
  private final LogFiles files;
  private final Optional<Checkpoint> earlier;
  private final Book book = new Book();
  private final Edge edge = new Edge();

  private LogReading(LogFiles files, Optional<Checkpoint> earlier) {
    this.files = files;
    this.earlier = earlier;
  }

  /**
   * What the leaves say.
   *
   * @param under the checkpoint that the log must hash to
   * @param earlier one that it must have hashed to when it had that size
   * @throws LogRefusedException if it does not, or if leaves or tiles are missing or others
   * @throws OtherLogException if it did not hash to the earlier one
   */
  static Book of(LogFiles files, Checkpoint under, Optional<Checkpoint> earlier)
      throws LogRefusedException, OtherLogException {
    try {
      return new LogReading(files, earlier).read(under);
    } catch (BrokenTreeException e) {
      throw LogRefusedException.of(e);
    }
  }

  /** A log does not go on from where it was. */
  static final class OtherLogException extends Exception {}

  private Book read(Checkpoint under) throws LogRefusedException, OtherLogException {
    requireEarlier();
    for (long index = 0; index * Tile.FULL < under.size(); index++) {
      var full = new HashMap<Tile, byte[]>();
      for (byte[] entry : files.entries(Tile.of(Tile.ENTRIES, index * Tile.FULL, under.size()))) {
        book.add(leaf(entry));
        edge.add(Merkle.leaf(entry), full::put);
        requireEarlier();
      }
      requireTiles(full);
    }
    var partial = new HashMap<Tile, byte[]>();
    edge.partials(partial::put);
    requireTiles(partial);
    if (!under.isSameTree(edge.size(), edge.root())) {
      throw new LogRefusedException("its entries do not hash to its checkpoint");
    }
    return book;
  }

  private static Leaf leaf(byte[] entry) {
    return Leaf.parse(entry).orElseThrow(() -> new BrokenTreeException("an entry is no leaf"));
  }

  private void requireEarlier() throws OtherLogException {
    if (earlier.isPresent()
        && earlier.get().size() == edge.size()
        && !earlier.get().isSameTree(edge.size(), edge.root())) {
      throw new OtherLogException();
    }
  }

  private void requireTiles(Map<Tile, byte[]> tiles) {
    for (Map.Entry<Tile, byte[]> tile : tiles.entrySet()) {
      if (!Arrays.equals(files.require(tile.getKey()), tile.getValue())) {
        throw new BrokenTreeException(tile.getKey().path() + " is not what the entries hash to");
      }
    }
  }
}
