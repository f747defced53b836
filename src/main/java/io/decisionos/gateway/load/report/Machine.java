package io.decisionos.gateway.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where and with what a run was made, because figures from two machines are not compared.
 * Immutable.
 *
 * @param load the machine's load average over the last minute; negative if unknown
 */
record Machine(String os, String cpu, int cores, double load, Versions versions) {

  /** What the tool was made of. */
  record Versions(String tool, String java, String vertx) {}

  static Machine here() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        cpuModel(),
        system.getAvailableProcessors(),
        system.getSystemLoadAverage(),
        made());
  }

  private static Versions made() {
    var properties = new Properties();
    try (var file = Machine.class.getResourceAsStream("/load/versions.properties")) {
      properties.load(file);
    } catch (IOException torn) {
      throw new UncheckedIOException(torn);
    }
    return new Versions(
        properties.getProperty("tool"),
        System.getProperty("java.runtime.version"),
        properties.getProperty("vertx"));
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException elsewhere) {
      return "unknown";
    }
  }
}
