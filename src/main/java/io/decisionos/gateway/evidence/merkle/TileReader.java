package io.decisionos.gateway.evidence.merkle;

/** Where the tiles of a tree are. */
@FunctionalInterface
public interface TileReader {
  /**
   * The bytes of a tile of hashes.
   *
   * @throws BrokenTreeException if there is no such tile
   */
  byte[] read(Tile tile);
}
