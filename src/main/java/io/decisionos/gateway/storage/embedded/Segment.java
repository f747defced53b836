package io.decisionos.gateway.storage.embedded;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a log: a head of 16 bytes, then frames; written only at its end. */
final class Segment implements Closeable {
  static final int HEAD = 16;
  static final String SUFFIX = ".log";

  private static final int MAGIC = 0x444f534c;

  private final long id;
  private final Path path;
  private final FileChannel channel;
  private int length;

  private Segment(long id, Path path, FileChannel channel) {
    this.id = id;
    this.path = path;
    this.channel = channel;
  }

  static Segment create(Path directory, long id, FileOpener opener) throws IOException {
    Path path = directory.resolve(String.format("%016x", id) + SUFFIX);
    FileChannel channel =
        opener.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    var segment = new Segment(id, path, channel);
    try {
      segment.append(head(id));
      Durable.force(directory);
      return segment;
    } catch (IOException e) {
      segment.delete();
      throw e;
    }
  }

  /** Opens what an earlier run left; {@link #scan} then says how much of it is sound. */
  static Segment open(Path path, FileOpener opener) throws IOException {
    String name = path.getFileName().toString();
    long id = Long.parseUnsignedLong(name.substring(0, name.length() - SUFFIX.length()), 16);
    FileChannel channel = opener.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var segment = new Segment(id, path, channel);
    segment.length = Math.toIntExact(channel.size());
    return segment;
  }

  private static ByteBuffer head(long id) {
    return ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(StoreDirectory.FORMAT).putLong(id).flip();
  }

  /**
   * Shows every sound record to the visitor, oldest first.
   *
   * @return how many bytes of the file are sound; what follows is torn or damaged
   */
  int scan(SegmentLog.Visitor visitor) throws IOException {
    ByteBuffer all = read(0, length);
    if (length < HEAD || !all.slice(0, HEAD).equals(head(id))) {
      return 0;
    }
    all.position(HEAD);
    for (ByteBuffer payload = Frame.next(all); payload != null; payload = Frame.next(all)) {
      int size = payload.remaining();
      visitor.visit(new Place(id, all.position() - size, size), payload);
    }
    return all.position();
  }

  /** Appends all of it or, where that fails, nothing of it. */
  void append(ByteBuffer frames) throws IOException {
    int added = frames.remaining();
    int start = frames.position();
    try {
      while (frames.hasRemaining()) {
        channel.write(frames, length + (long) frames.position() - start);
      }
    } catch (IOException e) {
      cut(length, e);
      throw e;
    }
    length += added;
  }

  private void cut(int keep, IOException cause) throws IOException {
    try {
      channel.truncate(keep);
    } catch (IOException e) {
      e.addSuppressed(cause);
      throw new TornLogException(path.getFileName() + ": cannot take back a failed write", e);
    }
  }

  /** Drops a torn tail. */
  void cut(int keep) throws IOException {
    channel.truncate(keep);
    length = keep;
  }

  ByteBuffer read(int offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + (long) bytes.position()) < 0) {
        throw new EOFException(path.getFileName() + ": ends before " + (offset + size));
      }
    }
    return bytes.flip();
  }

  void force() throws IOException {
    channel.force(false);
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  long id() {
    return id;
  }

  int length() {
    return length;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
