package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.disk.Frame;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index across restarts, so that files which have not changed need not be read again. It
 * is a cache: whatever is lost or damaged of it, at whatever point the process was killed, the next
 * sweep finds again. Confined to one thread.
 */
public final class IndexLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexLog.class);

  /** Another layout of the records gets another number; a file that begins otherwise is dropped. */
  private static final byte[] HEADER =
      "decisionos evidence index 3\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MOST_RECORD_BYTES = 1 << 20;

  /** The log is written anew when more than so many records in one are stale. */
  private static final int STALE_FACTOR = 3;

  private static final int STALE_ALLOWANCE = 50_000;

  private final Path file;
  private FileChannel channel;
  private long records;

  public IndexLog(Path file) {
    this.file = file;
  }

  /** Reads what is kept, drops what is damaged, and opens the log for more. */
  public Collection<EvidenceEntry> open() throws IOException {
    Map<EvidencePath, EvidenceEntry> kept = new LinkedHashMap<>();
    long good = Files.exists(file) ? replay(kept) : 0;
    channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(good).position(good);
    if (good == 0) {
      channel.write(ByteBuffer.wrap(HEADER));
    }
    return kept.values();
  }

  /** Applies all good records in turn; returns where they end. */
  private long replay(Map<EvidencePath, EvidenceEntry> kept) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (!Arrays.equals(in.readNBytes(HEADER.length), HEADER)) {
        return 0;
      }
      long good = HEADER.length;
      for (var next = read(in); next.isPresent(); next = read(in)) {
        apply(next.get(), kept);
        good += Frame.HEAD + next.get().length;
        records++;
      }
      return good;
    }
  }

  private static Optional<byte[]> read(InputStream in) throws IOException {
    return Frame.read(in, MOST_RECORD_BYTES);
  }

  private static void apply(byte[] record, Map<EvidencePath, EvidenceEntry> kept)
      throws IOException {
    var read = LogRecord.read(new DataInputStream(new ByteArrayInputStream(record)));
    read.entry().ifPresentOrElse(e -> kept.put(e.path(), e), () -> kept.remove(read.path()));
  }

  /** Adds what has changed; writes the log anew if most of it has become stale. */
  public void append(Changes changes, KnownFiles known) {
    if (channel == null) {
      return;
    }
    try {
      var bytes = new ByteArrayOutputStream();
      for (EvidenceEntry entry : changes.found()) {
        write(LogRecord.of(entry), bytes);
      }
      for (EvidencePath path : changes.gone()) {
        write(LogRecord.gone(path), bytes);
      }
      writeFully(channel, bytes.toByteArray());
      if (records > (long) STALE_FACTOR * known.size() + STALE_ALLOWANCE) {
        rewrite(known);
      }
    } catch (IOException e) {
      LOG.warn("keeping the evidence index failed; the next start reads all files", e);
      giveUp();
    }
  }

  private void write(LogRecord change, OutputStream out) throws IOException {
    var bytes = new ByteArrayOutputStream();
    change.write(new DataOutputStream(bytes));
    out.write(Frame.of(bytes.toByteArray()));
    records++;
  }

  private static void writeFully(FileChannel to, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  /** Puts a log of the live entries alone in the place of this one. */
  private void rewrite(KnownFiles known) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    records = 0;
    try (var out = new BufferedOutputStream(OwnerOnly.write(fresh))) {
      out.write(HEADER);
      for (EvidenceEntry entry : known.all()) {
        write(LogRecord.of(entry), out);
      }
    }
    channel.close();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private void giveUp() {
    try {
      close();
    } catch (IOException e) {
      LOG.warn("closing the evidence index failed", e);
    }
  }

  /** Ends the log; what is appended from then on is not kept. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
