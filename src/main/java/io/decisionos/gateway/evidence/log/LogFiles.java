package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import io.decisionos.gateway.evidence.merkle.Merkle;
import io.decisionos.gateway.evidence.merkle.Tile;
import io.decisionos.gateway.evidence.merkle.Tiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files of a log as they lie, whatever they say. Any thread. */
record LogFiles(Path folder) {

  /** The text of a small file, if there is one. */
  static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The bytes of a tile. */
  public Optional<byte[]> bytes(Tile tile) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(tile.path())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The hashes of a tile that must be there.
   *
   * @throws BrokenTreeException if it is not, or cannot be read
   */
  public byte[] require(Tile tile) {
    Optional<byte[]> own = there(tile);
    return own.isPresent() ? own.get() : Arrays.copyOf(full(tile), tile.width() * Merkle.BYTES);
  }

  /** The entries of a tile that must be there, as many as its width says. */
  public List<byte[]> entries(Tile tile) {
    Optional<byte[]> own = there(tile);
    List<byte[]> entries = Tiles.entries(own.isPresent() ? own.get() : full(tile));
    if (entries.size() != (own.isPresent() ? tile.width() : Tile.FULL)) {
      throw new BrokenTreeException(tile.path() + " has not as many entries as its name says");
    }
    return entries.subList(0, tile.width());
  }

  /** Who reads under an earlier checkpoint may find a tile full since, and its part dropped. */
  private byte[] full(Tile part) {
    return there(part.full())
        .orElseThrow(() -> new BrokenTreeException(part.path() + " is missing"));
  }

  private Optional<byte[]> there(Tile tile) {
    try {
      return bytes(tile);
    } catch (IOException e) {
      throw new BrokenTreeException(tile.path() + " cannot be read");
    }
  }

  /** Drops partial tiles that are wider than a width: what a kill left of an append. */
  void dropPartials(Tile any, int wider, Disk disk) throws IOException {
    Path partials = folder.resolve(any.partials());
    if (!Files.isDirectory(partials)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.matches("\\d{1,3}") || Integer.parseInt(name) > wider) {
          disk.delete(file);
        }
      }
    }
    if (wider == 0) {
      disk.delete(partials);
    }
  }
}
