package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the file system says of one path at one moment. Immutable. */
record FileState(Kind kind, Fingerprint print) {
  private static final int TYPE_BITS = 0170000;
  private static final String ASKED = "unix:mode,size,lastModifiedTime,ctime,ino";

  /** What kind of thing a path is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  /** The state of the path itself, not of what it links to. */
  static FileState of(Path path) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS);
    var print =
        new Fingerprint(
            (Long) all.get("size"),
            nanos(all.get("lastModifiedTime")),
            nanos(all.get("ctime")),
            (Long) all.get("ino"));
    return new FileState(kind((Integer) all.get("mode")), print);
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  private static Kind kind(int mode) {
    return switch (mode & TYPE_BITS) {
      case 0100000 -> Kind.FILE;
      case 0040000 -> Kind.FOLDER;
      case 0120000 -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }
}
