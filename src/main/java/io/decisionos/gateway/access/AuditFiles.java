package io.decisionos.gateway.access;

import io.decisionos.gateway.disk.FileMark;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the audit log: {@code audit-DAY.NNNNN.jsonl}, another one each day and whenever one
 * is full or somebody has removed it, readable by the owner alone. Every line in them is whole.
 * Blocking; confined to the audit verticle.
 */
final class AuditFiles {
  private static final Pattern NAME =
      Pattern.compile("audit-(\\d{4}-\\d\\d-\\d\\d)\\.(\\d{5})\\.jsonl");

  private final Path directory;
  private final AuditSettings settings;
  private FileChannel channel;
  private FileMark mark;
  private LocalDate day = LocalDate.MIN;
  private long size;

  AuditFiles(Path directory, AuditSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Appends a line, whole or not at all.
   *
   * @throws IOException if it is not in the file
   */
  void append(LocalDate today, String line) throws IOException {
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.US_ASCII);
    boolean fits = today.equals(day) && size + bytes.length <= settings.fileBytes();
    if (channel == null || !fits || !mark.isKept()) {
      next(today);
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      size += bytes.length;
    } catch (IOException e) {
      takeBack();
      throw e;
    }
  }

  /** Leaves no half of a line behind; if even that fails, another file goes on. */
  private void takeBack() {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      close();
    }
  }

  private void next(LocalDate today) throws IOException {
    close();
    OwnerOnly.folder(directory);
    List<Path> files = files();
    Path file =
        directory.resolve(
            String.format(Locale.ROOT, "audit-%s.%05d.jsonl", today, following(files, today)));
    channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    mark = FileMark.of(file);
    day = today;
    size = 0;
    prune(files);
  }

  /** The number after the last one of the day, as older ones may be deleted. */
  private static int following(List<Path> files, LocalDate today) {
    return files.stream()
        .map(file -> NAME.matcher(file.getFileName().toString()))
        .filter(name -> name.matches() && name.group(1).equals(today.toString()))
        .mapToInt(name -> Integer.parseInt(name.group(2)) + 1)
        .max()
        .orElse(0);
  }

  /** All files, the oldest first. */
  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Deletes the oldest files until the new one has room. */
  private void prune(List<Path> older) throws IOException {
    var rest = new ArrayList<>(older);
    long total = settings.fileBytes();
    for (Path file : older) {
      total += Files.size(file);
    }
    while (total > settings.totalBytes() && !rest.isEmpty()) {
      Path oldest = rest.remove(0);
      total -= Files.size(oldest);
      Files.delete(oldest);
    }
  }

  /** Brings what was written to the disk. */
  void force() throws IOException {
    if (channel != null) {
      channel.force(false);
    }
  }

  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Everything that was promised is written already.
    }
    channel = null;
  }
}
