package io.decisionos.gateway.cards.follow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What a file of another process holds at the moment; whoever writes it may cut it at any time. For
 * one thread.
 */
final class FileContent implements Closeable {
  /** So many of the first and of the last bytes that were read tell content from other content. */
  static final int COMPARED = 1024;

  private final FileChannel channel;

  private FileContent(FileChannel channel) {
    this.channel = channel;
  }

  static FileContent open(Path file) throws IOException {
    return new FileContent(
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Tells whether this begins with what was read of a file, perhaps under another name. */
  boolean holds(FilePlace known) throws IOException {
    return channel.size() >= known.offset()
        && head(known.offset()) == known.head()
        && tail(known.offset()) == known.tail();
  }

  /** The checksum of the first bytes before an offset. */
  int head(long offset) throws IOException {
    return checksum(0, (int) Math.min(offset, COMPARED));
  }

  /** The checksum of the last bytes before an offset. */
  int tail(long offset) throws IOException {
    int length = (int) Math.min(offset, COMPARED);
    return checksum(offset - length, length);
  }

  private int checksum(long from, int length) throws IOException {
    var crc = new CRC32C();
    crc.update(bytes(from, length));
    return (int) crc.getValue();
  }

  /** What lies behind an offset, so many bytes or as many as there are. */
  ByteBuffer bytes(long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, from + bytes.position());
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
