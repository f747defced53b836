package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.log.RunShelf.StoredRun;
import io.decisionos.gateway.disk.Durable;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files with the counts of one tenant, and the checkpoint that names them. All of it is made of
 * the log and can be made again. Stateless.
 */
record RunFiles(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);
  private static final String CHECKPOINT = "checkpoint.json";
  private static final String SUFFIX = ".counts";
  private static final int BLOCK = 1 << 20;

  /** The last checkpoint; {@link Checkpoint#NONE} if there is none that can be used. */
  Checkpoint checkpoint() throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve(CHECKPOINT);
    if (!Files.exists(file)) {
      return Checkpoint.NONE;
    }
    Optional<Checkpoint> found = Checkpoint.decode(Files.readString(file));
    if (found.isEmpty()) {
      LOG.warn("counts are made again from the log, as there is damage in file={}", file);
    }
    return found.orElse(Checkpoint.NONE);
  }

  /** Maps a run; empty if the file is not whole. */
  Optional<StoredRun> open(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file) || Files.size(file) < CountRun.HEAD) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return CountRun.isWhole(bytes)
          ? Optional.of(new StoredRun(name, new CountRun(bytes)))
          : Optional.empty();
    }
  }

  static String name(long number) {
    return "%016x".formatted(number) + SUFFIX;
  }

  /** Writes one run of many; it counts for nothing before a checkpoint names it. */
  StoredRun write(List<CountRun> runs, long number) throws IOException {
    String name = name(number);
    Path draft = folder.resolve(name + ".tmp");
    try (var channel =
        OwnerOnly.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      CountRun run = RunMerge.of(runs, size -> room(channel, size));
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

  void write(Checkpoint checkpoint) throws IOException {
    Durable.write(folder.resolve(CHECKPOINT), checkpoint.encode());
  }

  void delete(List<StoredRun> runs) throws IOException {
    for (StoredRun run : runs) {
      Files.deleteIfExists(folder.resolve(run.file()));
    }
  }

  /** Deletes what a checkpoint does not name, and the one that cannot be used. */
  void clean(Checkpoint checkpoint) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        // Left there, it would seem to fit once the log is as long again.
        boolean kept = name.equals(CHECKPOINT) && !checkpoint.equals(Checkpoint.NONE);
        if (!kept && !checkpoint.runs().contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
