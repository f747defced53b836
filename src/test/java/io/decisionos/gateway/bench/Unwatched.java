package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Classes that take the place of what watches SLOs and tells of alerts, so that a gateway can be
 * had without either and otherwise the same.
 */
final class Unwatched {
  private static final Path SOURCES = Path.of("src/test/resources/peers/unwatched");

  private Unwatched() {}

  /**
   * Compiles them.
   *
   * @return a folder that belongs before all other classes
   */
  static Path classes() throws IOException {
    Path folder = Files.createTempDirectory("unwatched");
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(SOURCES)) {
      var options =
          List.of(
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-implicit:none");
      boolean done =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(paths(sources)))
              .call();
      if (!done) {
        throw new IllegalStateException(SOURCES + " does not fit the parts that it replaces");
      }
    }
    return folder;
  }

  private static List<Path> paths(Stream<Path> sources) {
    return sources.sorted().toList();
  }
}
