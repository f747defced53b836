package io.decisionos.gateway.evidence.merkle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree of so many leaves as its tiles tell it: roots of earlier sizes, and proofs that a leaf is
 * in it. Reads the few tiles that it needs. Pure but for the reader.
 */
public record Tiles(long size, TileReader tiles) {
  private static final int HEIGHT = 8;

  /** The hashes of a tile. */
  static List<byte[]> split(byte[] bytes, int width) {
    if (bytes.length != width * Merkle.BYTES) {
      throw new BrokenTreeException("a tile has another length than its width says");
    }
    var hashes = new ArrayList<byte[]>(width);
    for (int at = 0; at < bytes.length; at += Merkle.BYTES) {
      hashes.add(Arrays.copyOfRange(bytes, at, at + Merkle.BYTES));
    }
    return hashes;
  }

  /** The hashes that lead from a leaf to the root (RFC 6962, section 2.1.1), the leaf's first. */
  public List<byte[]> inclusion(long leaf) {
    var hashes = new ArrayList<byte[]>();
    path(leaf, 0, size, hashes);
    return hashes;
  }

  private void path(long leaf, long from, long to, List<byte[]> hashes) {
    if (to - from == 1) {
      return;
    }
    long middle = from + largestBelow(to - from);
    if (leaf < middle) {
      path(leaf, from, middle, hashes);
      hashes.add(range(middle, to));
    } else {
      path(leaf, middle, to, hashes);
      hashes.add(range(from, middle));
    }
  }

  /** The largest power of two that is less. */
  private static long largestBelow(long count) {
    return Long.highestOneBit(count - 1);
  }

  private byte[] range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      return complete(Long.numberOfTrailingZeros(count), from / count);
    }
    long middle = from + largestBelow(count);
    return Merkle.node(range(from, middle), range(middle, to));
  }

  /** The hash of a complete tree of a height, the so-manieth from the left. */
  private byte[] complete(int height, long number) {
    int level = height / HEIGHT;
    int wide = 1 << (height % HEIGHT);
    long first = number * wide;
    Tile tile = Tile.of(level, first, size);
    int from = (int) (first % Tile.FULL);
    return Merkle.complete(split(tiles.read(tile), tile.width()).subList(from, from + wide));
  }

  /** Entries as a bundle has them: each after its length in two bytes. */
  public static byte[] bundle(List<byte[]> entries) {
    var out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /** The entries of a bundle. */
  public static List<byte[]> entries(byte[] bundle) {
    var entries = new ArrayList<byte[]>();
    int at = 0;
    while (at < bundle.length) {
      int begin = at + 2;
      int length = begin > bundle.length ? -1 : (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
      if (length < 0 || begin + length > bundle.length) {
        throw new BrokenTreeException("a bundle of entries ends within one");
      }
      entries.add(Arrays.copyOfRange(bundle, begin, begin + length));
      at = begin + length;
    }
    return entries;
  }
}
