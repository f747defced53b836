package io.decisionos.gateway.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has of the machine.
 *
 * @param residentMegabytes of memory
 */
record Footprint(double residentMegabytes, long descriptors, long threads) {

  static Footprint of(long pid) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Footprint(
          field(process, "VmRSS:") / 1024.0, open.count(), field(process, "Threads:"));
    }
  }

  private static long field(Path process, String name) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
