package io.decisionos.gateway.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written only at its end, all of a write or nothing of it. For one thread. */
public final class AppendFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final FileMark mark;
  private long length;

  private AppendFile(Path path, FileChannel channel, long length) throws IOException {
    this.path = path;
    this.channel = channel;
    this.mark = FileMark.of(path);
    this.length = length;
  }

  /** Makes an empty file, also if there is one; {@link Durable#force} its folder after it. */
  public static AppendFile create(Path path, FileOpener opener) throws IOException {
    FileChannel channel =
        opener.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new AppendFile(path, channel, 0);
  }

  /** Opens what an earlier run left. */
  public static AppendFile open(Path path, FileOpener opener) throws IOException {
    FileChannel channel = opener.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new AppendFile(path, channel, channel.size());
  }

  /**
   * Appends all of it or, if that fails, nothing of it.
   *
   * @throws TornLogException if what a failed write left behind cannot be taken back
   */
  public void append(ByteBuffer bytes) throws IOException {
    int added = bytes.remaining();
    int start = bytes.position();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, length + (long) bytes.position() - start);
      }
    } catch (IOException | RuntimeException | Error e) {
      takeBack(e);
      throw e;
    }
    length += added;
  }

  private void takeBack(Throwable cause) throws IOException {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      e.addSuppressed(cause);
      throw new TornLogException(path.getFileName() + ": cannot take back a failed write", e);
    }
  }

  /**
   * Sees to it that what was written is where it can be found again.
   *
   * @throws NoSuchFileException if the file was removed, or another one has its name
   */
  public void requireKept() throws IOException {
    if (!mark.isKept()) {
      throw new NoSuchFileException(path + ": was removed or replaced while it was written to");
    }
  }

  /** Drops what follows a length. */
  public void cut(long keep) throws IOException {
    channel.truncate(keep);
    length = keep;
  }

  /** Reads so many bytes, which must be there. */
  public ByteBuffer read(long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException(path.getFileName() + ": ends before " + (offset + size));
      }
    }
    return bytes.flip();
  }

  /** Waits until all that was written is on the disk. */
  public void force() throws IOException {
    channel.force(false);
  }

  public void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  public long length() {
    return length;
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
