package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.AppendFile;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One file of a log: a head of 16 bytes, then frames; written only at its end. */
final class Segment implements Closeable {
  static final int HEAD = 16;
  static final String SUFFIX = ".log";

  // A bound for what is taken for a length while looking for records; real ones are smaller.
  private static final int MOST_FRAME = 2 << 20;
  // A small heap holds no whole segment; no record is larger.
  private static final int PART = MOST_FRAME;

  private static final int MAGIC = 0x444f534c;

  private final long id;
  private final AppendFile file;

  private Segment(long id, AppendFile file) {
    this.id = id;
    this.file = file;
  }

  static Segment create(Path directory, long id, FileOpener opener) throws IOException {
    Path path = directory.resolve(String.format("%016x", id) + SUFFIX);
    var segment = new Segment(id, AppendFile.create(path, opener));
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
    return new Segment(id, AppendFile.open(path, opener));
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
    if (length() < HEAD || !read(0, HEAD).equals(head(id))) {
      return 0;
    }
    int sound = HEAD;
    for (int before = 0; sound > before && sound < length(); ) {
      before = sound;
      sound = scan(sound, visitor);
    }
    return sound;
  }

  /** Shows the records that lie whole in the next part of the file, and says where they end. */
  private int scan(int from, SegmentLog.Visitor visitor) throws IOException {
    ByteBuffer part = read(from, Math.min(length() - from, PART));
    for (ByteBuffer payload = Frame.next(part); payload != null; payload = Frame.next(part)) {
      int size = payload.remaining();
      visitor.visit(new Place(id, from + part.position() - size, size), payload);
    }
    return from + part.position();
  }

  /**
   * Looks for another sound record behind a place that is not sound. What a crash tore has none:
   * the file is written in order, and what was written last is not whole.
   */
  boolean holdsRecordBehind(int offset) throws IOException {
    ByteBuffer all = read(0, length());
    for (int at = offset + 1; at < length(); at++) {
      all.limit(Math.min(length(), at + MOST_FRAME)).position(at);
      if (Frame.next(all) != null) {
        return true;
      }
    }
    return false;
  }

  /** Appends all of it or, if that fails, nothing of it. */
  void append(ByteBuffer frames) throws IOException {
    file.append(frames);
  }

  /** Fails if the file was removed, or another one has its name. */
  void requireKept() throws IOException {
    file.requireKept();
  }

  /** Drops a torn tail. */
  void cut(int keep) throws IOException {
    file.cut(keep);
  }

  ByteBuffer read(int offset, int size) throws IOException {
    return file.read(offset, size);
  }

  void force() throws IOException {
    file.force();
  }

  void delete() throws IOException {
    file.delete();
  }

  long id() {
    return id;
  }

  int length() {
    return Math.toIntExact(file.length());
  }

  Path path() {
    return file.path();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
