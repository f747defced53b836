package io.decisionos.gateway.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What was read of a file: its hash and the verdict on it. Immutable. */
record FileContent(Sha256 sha256, long size, Evidence verdict) {
  /** Larger files are hashed piece by piece and not judged. */
  private static final long LARGEST = 256 << 20;

  /** From this size on one file at a time is read, or the threads of a scan add up their memory. */
  private static final long LARGE = 8 << 20;

  private static final Object ONE_LARGE_FILE = new Object();
  private static final int PIECE = 1 << 16;
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /**
   * Reads a file.
   *
   * @param size how large it was a moment ago; if it is not any more, what is read does not matter
   */
  static FileContent read(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      if (size > LARGEST) {
        return hashed(channel);
      }
      if (size < LARGE) {
        return of(bytes(channel, (int) size));
      }
      synchronized (ONE_LARGE_FILE) {
        return of(bytes(channel, (int) size));
      }
    }
  }

  /** Tells whether a file is small enough for a verdict. */
  static boolean isJudged(Fingerprint print) {
    return print.size() <= LARGEST;
  }

  /**
   * A file's bytes.
   *
   * @param size of a file that {@link #isJudged}
   */
  static byte[] bytes(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return bytes(channel, (int) size);
    }
  }

  private static byte[] bytes(FileChannel channel, int size) throws IOException {
    byte[] bytes = new byte[size];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // A read may bring less than there is.
    }
    return buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes;
  }

  /** The content that these bytes are. */
  static FileContent of(byte[] bytes) {
    return new FileContent(Sha256.of(bytes, bytes.length), bytes.length, Evidence.judge(bytes));
  }

  private static FileContent hashed(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (channel.read(piece) >= 0) {
      digest.update(piece.flip());
      piece.clear();
    }
    return new FileContent(
        Sha256.of(digest), channel.position(), Evidence.unreadable("larger than 256 MiB"));
  }

  EvidenceEntry entry(EvidencePath path, Fingerprint print) {
    return new EvidenceEntry(path, print, Optional.of(sha256), verdict);
  }
}
