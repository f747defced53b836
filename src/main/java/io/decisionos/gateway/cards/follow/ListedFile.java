package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A file as it was listed. Its path is kept, as the name alone need not lead back to it: a name may
 * hold bytes that are no text.
 */
record ListedFile(Path path, boolean regular, long inode, long size, FileTime modified) {
  private static final String SUFFIX = ".jsonl";
  private static final String ASKED = "unix:isRegularFile,size,lastModifiedTime,ino";
  private static final Duration SETTLED = Duration.ofSeconds(1);

  static ListedFile of(Path path) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS);
    return new ListedFile(
        path,
        (Boolean) all.get("isRegularFile"),
        (Long) all.get("ino"),
        (Long) all.get("size"),
        (FileTime) all.get("lastModifiedTime"));
  }

  /** The name, of whatever bytes it is made. */
  String name() {
    return PathText.ofName(path);
  }

  boolean isNamedForEvents() {
    return name().endsWith(SUFFIX);
  }

  /** Whether nothing was written for a while. No instant is as far away as a file's time may be. */
  boolean isSettled(Instant now) {
    return modified.compareTo(FileTime.from(now.minus(SETTLED))) < 0;
  }
}
