package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads whole files into memory, as far as they are small enough for a verdict. A verdict takes up
 * to five times a file's size, so that those that are heavy are read and judged one at a time, by
 * whomever. Any thread.
 */
final class FileReading {
  /** What is said of a file that {@link #isTooLarge}. */
  static final String TOO_LARGE = "larger than 64 MiB";

  /** Larger files have no verdict: one could fill the memory that all tenants share. */
  private static final long LARGEST = 64 << 20;

  /** From this size on reading takes so long that nobody should have to wait for it. */
  private static final long LARGE = 1 << 20;

  /** From this size on files are read one at a time, or their memory would add up. */
  private static final long HEAVY = 8 << 20;

  /** So much is read before a look whether the file is still the same. */
  private static final int SLICE = 1 << 20;

  private static final Object ONE_HEAVY_FILE = new Object();
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private FileReading() {}

  static boolean isTooLarge(Fingerprint print) {
    return print.size() > LARGEST;
  }

  static boolean isLarge(Fingerprint print) {
    return print.size() >= LARGE;
  }

  /**
   * Reads a file and makes something of it; empty if it is not any more what it was.
   *
   * @param state how it was a moment ago; not too large
   */
  static <T> Optional<T> of(Path file, FileState state, Function<byte[], T> judge)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      if (state.print().size() < HEAVY) {
        return bytes(file, channel, state).map(judge);
      }
      synchronized (ONE_HEAVY_FILE) {
        return bytes(file, channel, state).map(judge);
      }
    }
  }

  private static Optional<byte[]> bytes(Path file, FileChannel channel, FileState state)
      throws IOException {
    var buffer = ByteBuffer.allocate((int) state.print().size());
    while (slice(channel, buffer) && buffer.hasRemaining()) {
      // What has changed or is gone is not worth reading to its end.
      if (!FileState.of(file).equals(state)) {
        return Optional.empty();
      }
    }
    return buffer.hasRemaining() ? Optional.empty() : Optional.of(buffer.array());
  }

  /** Reads a slice, or less at the end; tells whether there was that much. */
  private static boolean slice(FileChannel channel, ByteBuffer buffer) throws IOException {
    int all = buffer.limit();
    buffer.limit(Math.min(all, buffer.position() + SLICE));
    boolean more = true;
    while (more && buffer.hasRemaining()) {
      // A read may bring less than there is.
      more = channel.read(buffer) >= 0;
    }
    buffer.limit(all);
    return more;
  }
}
