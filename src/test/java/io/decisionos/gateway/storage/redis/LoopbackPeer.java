package io.decisionos.gateway.storage.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which process that this one started is at the other end of a connection. On Linux. */
final class LoopbackPeer {
  private static final int LOCAL = 1;
  private static final int INODE = 9;

  private LoopbackPeer() {}

  /**
   * The process that connected from a port of this machine.
   *
   * @return its id; 0 if it is none of ours, or gone
   */
  static long process(int port) throws IOException {
    String end = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split(" +", -1);
        if (fields.length > INODE && fields[LOCAL].endsWith(end)) {
          return holder("socket:[" + fields[INODE] + "]");
        }
      }
    }
    return 0;
  }

  private static long holder(String socket) throws IOException {
    List<Long> ours = ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    for (long each : ours) {
      if (holds(each, socket)) {
        return each;
      }
    }
    return 0;
  }

  private static boolean holds(long process, String socket) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process), "fd"))) {
      for (Path each : (Iterable<Path>) files::iterator) {
        if (leadsTo(each, socket)) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean leadsTo(Path file, String target) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (NoSuchFileException e) {
      // Closed meanwhile.
      return false;
    }
  }
}
