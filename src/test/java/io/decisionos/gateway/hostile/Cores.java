package io.decisionos.gateway.hostile;

import java.nio.file.Path;
import java.util.List;

/** Where the processes of a run have their place: the gateway first, all others beside it. */
final class Cores {
  private Cores() {}

  /** Begins the command of what is measured. */
  static List<String> measured() {
    return List.of("taskset", "-c", "0");
  }

  /** Begins the command of what measures and of what attacks. */
  static List<String> measuring() {
    return List.of("taskset", "-c", "1");
  }

  /** Begins the command of a program of this class path. */
  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"));
  }
}
