package io.decisionos.gateway.cards.count;

import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The files with the runs of one tenant. All of it is made of the events and can be made again.
 * Stateless.
 */
record RunFiles(Path folder) {
  private static final String SUFFIX = ".counts";
  private static final int BLOCK = 1 << 20;

  /** Maps a run; empty if the file is not whole. */
  Optional<StoredRun> open(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file) || Files.size(file) < SortedRun.HEAD) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return SortedRun.isWhole(bytes)
          ? Optional.of(new StoredRun(name, new SortedRun(bytes)))
          : Optional.empty();
    }
  }

  static String name(long number) {
    return "%016x".formatted(number) + SUFFIX;
  }

  /** Writes one run of many; it counts for nothing before a checkpoint names it. */
  StoredRun write(List<SortedRun> runs, long number) throws IOException {
    String name = name(number);
    Path draft = folder.resolve(name + ".tmp");
    try (var channel =
        OwnerOnly.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      SortedRun run = RunMerge.of(runs, size -> room(channel, size));
      channel.force(true);
      Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return new StoredRun(name, run);
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(draft);
      throw e.getCause();
    }
  }

  /** Takes the space first: a full disk must show here and not in a mapping. */
  private static ByteBuffer room(FileChannel channel, int size) {
    try {
      ByteBuffer zeros = ByteBuffer.allocate(Math.min(size, BLOCK));
      for (long at = 0; at < size; at += channel.write(zeros, at)) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(List<StoredRun> runs) throws IOException {
    for (StoredRun run : runs) {
      Files.deleteIfExists(folder.resolve(run.file()));
    }
  }
}
