package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens the files of a log. A test hands in disks that fill up and fail. */
@FunctionalInterface
public interface FileOpener {
  /** The disk of this machine, where the owner alone can read what is made. */
  FileOpener DISK = OwnerOnly::open;

  FileChannel open(Path path, OpenOption... options) throws IOException;
}
