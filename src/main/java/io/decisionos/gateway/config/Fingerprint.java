package io.decisionos.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells one state of a file from another without reading it. The times alone are not enough:
 * {@code chmod} changes only the mode and the ctime, a rename only the inode.
 *
 * @param mtime in nanoseconds since 1970
 * @param ctime in nanoseconds since 1970
 * @param mode the Unix mode with the file's type
 */
record Fingerprint(long size, long mtime, long ctime, long inode, int mode) {
  private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,mode";
  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR = 0100000;

  /** The fingerprint of the file that the path leads to, symbolic links followed. */
  static Fingerprint of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES);
    return new Fingerprint(
        (Long) found.get("size"),
        nanos(found.get("lastModifiedTime")),
        nanos(found.get("ctime")),
        (Long) found.get("ino"),
        (Integer) found.get("mode"));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  /** When it changed last in any way, in milliseconds since 1970. */
  long changedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(ctime);
  }

  boolean isRegularFile() {
    return (mode & TYPE_MASK) == REGULAR;
  }
}
