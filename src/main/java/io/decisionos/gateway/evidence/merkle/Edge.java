package io.decisionos.gateway.evidence.merkle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The right edge of a tree: the tiles that are not full, from which the tree grows and its root
 * follows. Confined to one thread.
 */
public final class Edge {
  /** The hashes of each level's tile that is not full, the leaves' first. */
  private final List<List<byte[]>> levels = new ArrayList<>();

  private long size;

  /** An empty tree. */
  public Edge() {}

  /**
   * The edge of a tree that is there.
   *
   * @param tiles gives the hashes of a tile, one after the other
   */
  public static Edge of(long size, TileReader tiles) {
    var edge = new Edge();
    edge.size = size;
    for (int level = 0; size >> (8 * level) > 0; level++) {
      var hashes = new ArrayList<byte[]>();
      Tile.edge(level, size)
          .ifPresent(tile -> hashes.addAll(Tiles.split(tiles.read(tile), tile.width())));
      edge.levels.add(hashes);
    }
    return edge;
  }

  public long size() {
    return size;
  }

  /**
   * Adds a leaf.
   *
   * @param full takes each tile that it fills, with its bytes
   */
  public void add(byte[] leafHash, BiConsumer<Tile, byte[]> full) {
    byte[] hash = leafHash;
    long number = size;
    size++;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<byte[]> hashes = levels.get(level);
      hashes.add(hash);
      if (hashes.size() < Tile.FULL) {
        return;
      }
      number /= Tile.FULL;
      full.accept(new Tile(level, number, Tile.FULL), bytes(hashes));
      hash = Merkle.complete(hashes);
      hashes.clear();
    }
  }

  /**
   * Compares entries with the leaves of the tile that is not full.
   *
   * @throws BrokenTreeException if they are others
   */
  public void requireLast(List<byte[]> entries) {
    List<byte[]> leaves = levels.isEmpty() ? List.of() : levels.get(0);
    boolean same = leaves.size() == entries.size();
    for (int i = 0; same && i < leaves.size(); i++) {
      same = Arrays.equals(leaves.get(i), Merkle.leaf(entries.get(i)));
    }
    if (!same) {
      throw new BrokenTreeException("the last entries do not hash to the last leaves");
    }
  }

  /** Hands out the tiles that are not full, with their bytes. */
  public void partials(BiConsumer<Tile, byte[]> each) {
    for (int level = 0; level < levels.size(); level++) {
      byte[] hashes = bytes(levels.get(level));
      Tile.edge(level, size).ifPresent(tile -> each.accept(tile, hashes));
    }
  }

  private static byte[] bytes(List<byte[]> hashes) {
    var out = new ByteArrayOutputStream(hashes.size() * Merkle.BYTES);
    hashes.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** The root of the tree. */
  public byte[] root() {
    var trees = new ArrayList<byte[]>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      List<byte[]> hashes = levels.get(level);
      int from = 0;
      for (int tree = Tile.FULL / 2; tree > 0; tree /= 2) {
        if ((hashes.size() & tree) != 0) {
          trees.add(Merkle.complete(hashes.subList(from, from + tree)));
          from += tree;
        }
      }
    }
    return trees.isEmpty() ? Merkle.empty() : Merkle.over(trees);
  }
}
