package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.disk.RefusedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Makes a store from a backup. What was allowed between the two is forgotten, so the guard then
 * refuses every timestamp that lies before the restore.
 */
public final class StoreRestore {
  private static final Pattern SEGMENT =
      Pattern.compile("(" + String.join("|", StoreBackup.LOGS) + ")/[0-9a-f]{16}\\.log");
  private static final int SEGMENT_BYTES = 1 << 20;

  private StoreRestore() {}

  /**
   * Restores into a directory in which there is no store yet; it is there either whole or not at
   * all.
   *
   * @throws RefusedFileException if there is a store, or the file is no backup
   */
  public static void read(Path file, Path root, InstantSource clock) throws IOException {
    if (Files.isDirectory(root) && !isEmpty(root)) {
      throw new RefusedFileException(
          root + ": found a store, expected none; stop the gateway and move it aside");
    }
    Path draft = root.resolveSibling(root.getFileName() + ".restoring");
    deleteAll(draft);
    unpack(file, draft);
    StoreDirectory.open(draft).close();
    raiseFloor(draft.resolve("nonces"), clock);
    forceFolders(draft);
    Files.deleteIfExists(root);
    Files.move(draft, root, StandardCopyOption.ATOMIC_MOVE);
    Durable.force(root.toAbsolutePath().getParent());
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static void unpack(Path file, Path target) throws IOException {
    boolean stamped = false;
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        stamped |= entry.getName().equals("format");
        unpack(entry.getName(), zip, target);
      }
    }
    if (!stamped) {
      throw new RefusedFileException(file + ": found no format in it, expected a backup");
    }
  }

  private static void unpack(String name, InputStream content, Path target) throws IOException {
    // The name decides where it is written, so only our own names will do.
    if (!name.equals("format") && !SEGMENT.matcher(name).matches()) {
      throw new RefusedFileException("backup: found \"" + name + "\" in it, expected segments");
    }
    Path file = target.resolve(name);
    OwnerOnly.folder(file.getParent());
    try (OutputStream out = OwnerOnly.write(file)) {
      content.transferTo(out);
    }
    Durable.force(file);
  }

  private static void raiseFloor(Path nonces, InstantSource clock) throws IOException {
    OwnerOnly.folder(nonces);
    var latest = new GuardClock(clock);
    SegmentLog.Visitor remember =
        (place, payload) -> {
          if (GuardRecord.decode(payload) instanceof GuardRecord.Admitted admitted) {
            latest.reach(admitted.at());
          }
        };
    try (SegmentLog log = SegmentLog.open(nonces, SEGMENT_BYTES, FileOpener.DISK, remember)) {
      ByteBuffer floor = new GuardRecord.Floor(latest.millis()).encode();
      log.stage(floor);
      log.write();
      log.force();
    }
  }

  private static void forceFolders(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path folder : all.filter(Files::isDirectory).toList()) {
        Durable.force(folder);
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
