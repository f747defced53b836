package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a store into one file, also while a gateway writes it: segments only grow at their end,
 * and a record that is cut at the end of the copy is dropped when it is restored. All segments are
 * opened before the first is read, so one that is deleted meanwhile is copied all the same.
 */
public final class StoreBackup {
  static final List<String> LOGS = List.of("entries", "answers", "nonces");

  private static final int ATTEMPTS = 10;

  private StoreBackup() {}

  /**
   * Writes the backup; the file is there either whole or not at all.
   *
   * @return how many bytes of segments it holds
   */
  public static long write(Path root, Path file) throws IOException {
    if (!Files.isRegularFile(root.resolve("format"))) {
      throw new FileNotFoundException(root + ": found no store, expected one with a file format");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      long bytes = copy(root, draft);
      Durable.force(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(file.toAbsolutePath().getParent());
      return bytes;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static long copy(Path root, Path draft) throws IOException {
    Map<String, FileChannel> sources = openAll(root);
    try (var zip = new ZipOutputStream(OwnerOnly.write(draft))) {
      return copy(sources, zip);
    } finally {
      closeAll(sources);
    }
  }

  private static Map<String, FileChannel> openAll(Path root) throws IOException {
    for (int attempt = 1; ; attempt++) {
      var opened = new LinkedHashMap<String, FileChannel>();
      try {
        open(root, opened);
        return opened;
      } catch (NoSuchFileException e) {
        // A segment was deleted between the listing and the opening; the next listing is without.
        closeAll(opened);
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void open(Path root, Map<String, FileChannel> opened) throws IOException {
    opened.put("format", FileChannel.open(root.resolve("format"), StandardOpenOption.READ));
    for (String log : LOGS) {
      Path directory = root.resolve(log);
      for (Path file : Files.isDirectory(directory) ? Segments.files(directory) : List.<Path>of()) {
        opened.put(log + "/" + file.getFileName(), FileChannel.open(file, StandardOpenOption.READ));
      }
    }
  }

  private static long copy(Map<String, FileChannel> sources, ZipOutputStream zip)
      throws IOException {
    long bytes = 0;
    for (var source : sources.entrySet()) {
      zip.putNextEntry(new ZipEntry(source.getKey()));
      bytes += Channels.newInputStream(source.getValue()).transferTo(zip);
      zip.closeEntry();
    }
    return bytes;
  }

  private static void closeAll(Map<String, FileChannel> channels) throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
  }
}
