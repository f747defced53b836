package io.decisionos.gateway.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has of the machine.
 *
 * @param residentMegabytes of memory
 * @param mostMegabytes of memory it ever had
 */
record Footprint(double residentMegabytes, double mostMegabytes, long descriptors, long threads) {
  private static final double KIB_PER_MIB = 1024.0;

  static Footprint of(long pid) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new Footprint(
          field(process, "VmRSS:") / KIB_PER_MIB,
          field(process, "VmHWM:") / KIB_PER_MIB,
          open.count(),
          field(process, "Threads:"));
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
