package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Edge;
import io.decisionos.gateway.evidence.merkle.Merkle;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.Tile;
import io.decisionos.gateway.evidence.merkle.Tiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tenant's log on the disk: tiles as they are served, a signed checkpoint, and the last
 * checkpoint once more outside of the root. Everything that a checkpoint commits to is on the disk
 * before it is, so that a kill leaves the log as it was before an append or as it is after it; what
 * else it left is never served, and dropped by the next append. Keeps nothing in memory but the
 * checkpoint. One thread appends at a time; any thread reads.
 */
public final class TenantLog {
  private final LogPlace place;
  private final LogFiles files;
  private volatile Signed signed;
  // Full tiles whose partial ones may still be there.
  private final Set<Tile> untidy = new LinkedHashSet<>();
  private boolean clean;

  /** A checkpoint and the note that it is served as. */
  public record Signed(Checkpoint checkpoint, String note) {
    public long size() {
      return checkpoint.size();
    }
  }

  TenantLog(LogPlace place, Signed signed) {
    this.place = place;
    this.files = new LogFiles(place.folder());
    this.signed = signed;
  }

  /** The last checkpoint. */
  public Signed signed() {
    return signed;
  }

  /** The tree under a checkpoint. */
  public Tiles tree(Signed under) {
    return new Tiles(under.size(), files::require);
  }

  /** A tile or a bundle of entries that the last checkpoint commits to. */
  public Optional<byte[]> tile(Tile tile) throws IOException {
    long size = signed.size();
    boolean there = tile.isIn(size);
    // Once a tile is full its partial ones are gone, or soon will be.
    boolean served = there && (tile.isFull() || tile.isAtEdge(size));
    return served ? files.bytes(tile) : Optional.empty();
  }

  /** The entry of a number below the size of the last checkpoint. */
  public byte[] entry(long number) {
    Tile tile = Tile.of(Tile.ENTRIES, number, signed.size());
    return files.entries(tile).get((int) (number % Tile.FULL));
  }

  /**
   * Adds entries and signs the tree that has them; all of it is on the disk when it returns.
   *
   * @throws LogRefusedException if the log is not as it was left
   * @throws IOException if the disk fails; the log is then as before
   */
  public Signed append(List<byte[]> entries) throws IOException {
    Map<Tile, byte[]> wanted;
    Edge edge = edge();
    try {
      wanted = grow(edge, entries);
    } catch (BrokenTreeException e) {
      throw LogRefusedException.of(e);
    }
    if (!clean) {
      tidy();
      dropLeftovers();
    }
    clean = false;
    for (Map.Entry<Tile, byte[]> tile : wanted.entrySet()) {
      write(tile.getKey(), tile.getValue());
    }
    Signed next = sign(place, edge.size(), edge.root());
    keep(place, next);
    signed = next;
    wanted.keySet().stream().filter(Tile::isFull).forEach(untidy::add);
    clean = tidy();
    return next;
  }

  /**
   * Signs the tree once more, unless it is signed by those who sign now and nobody else.
   *
   * @throws LogRefusedException if the log is not as it was left
   */
  public Signed signAnew() throws IOException {
    if (!Note.parse(signed.note()).orElseThrow().isSignedByAll(place.verifiers())) {
      Edge edge = edge();
      Signed next = sign(place, edge.size(), edge.root());
      if (next.size() > 0) {
        keep(place, next);
      }
      signed = next;
    }
    return signed;
  }

  /**
   * Drops the partial tiles of those that are full. The entries are in the log already, so a disk
   * that fails here fails nobody: the next append does what is left.
   */
  private boolean tidy() {
    try {
      for (var tiles = untidy.iterator(); tiles.hasNext(); tiles.remove()) {
        files.dropPartials(tiles.next(), 0, place.disk());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void write(Tile tile, byte[] bytes) throws IOException {
    if (!tile.isFull() && !tile.isBegunIn(signed.size())) {
      files.dropPartials(tile, 0, place.disk());
    }
    place.disk().put(place.folder().resolve(tile.path()), bytes);
  }

  /** The right edge, which must hash to the checkpoint that was signed last. */
  private Edge edge() throws IOException {
    Optional<String> there = LogFiles.text(place.checkpoint());
    boolean fresh = signed.size() == 0 && there.isEmpty();
    if (!fresh && !there.equals(Optional.of(signed.note()))) {
      throw new LogRefusedException("its checkpoint is not the one that was signed last");
    }
    Edge edge;
    try {
      edge = Edge.of(signed.size(), files::require);
    } catch (BrokenTreeException e) {
      throw LogRefusedException.of(e);
    }
    if (!signed.checkpoint().isSameTree(edge.size(), edge.root())) {
      throw new LogRefusedException("its tiles do not hash to its checkpoint");
    }
    return edge;
  }

  private void dropLeftovers() throws IOException {
    long size = signed.size();
    for (int level = Tile.ENTRIES; level <= 0 || Tile.nodes(level - 1, size) > 0; level++) {
      Tile at = Tile.atEdge(level, size);
      files.dropPartials(at, (int) (Tile.nodes(level, size) % Tile.FULL), place.disk());
    }
  }

  /** What has to be written, in order: entries first, then hashes. */
  private Map<Tile, byte[]> grow(Edge edge, List<byte[]> entries) {
    Map<Tile, byte[]> wanted = bundles(edge, entries);
    entries.forEach(entry -> edge.add(Merkle.leaf(entry), wanted::put));
    edge.partials(
        (tile, bytes) -> {
          if (!Tile.edge(tile.level(), signed.size()).equals(Optional.of(tile))) {
            wanted.put(tile, bytes);
          }
        });
    return wanted;
  }

  private Map<Tile, byte[]> bundles(Edge edge, List<byte[]> added) {
    long size = signed.size();
    var all = new ArrayList<byte[]>();
    Tile.edge(Tile.ENTRIES, size).ifPresent(tile -> all.addAll(files.entries(tile)));
    edge.requireLast(all);
    all.addAll(added);
    var bundles = new LinkedHashMap<Tile, byte[]>();
    long index = size / Tile.FULL;
    for (int from = 0; from < all.size(); from += Tile.FULL) {
      List<byte[]> part = all.subList(from, Math.min(all.size(), from + Tile.FULL));
      bundles.put(new Tile(Tile.ENTRIES, index++, part.size()), Tiles.bundle(part));
    }
    return bundles;
  }

  static Signed sign(LogPlace place, long size, byte[] root) throws IOException {
    var checkpoint = Checkpoint.of(place.origin(), size, root);
    Note note = Note.sign(checkpoint.text(), place.signers().now());
    return new Signed(checkpoint, note.print());
  }

  /** Puts a checkpoint beside its tiles, then outside of the root. */
  static void keep(LogPlace place, Signed signed) throws IOException {
    byte[] note = signed.note().getBytes(StandardCharsets.UTF_8);
    place.disk().put(place.checkpoint(), note);
    place.disk().put(place.head(), note);
  }
}
