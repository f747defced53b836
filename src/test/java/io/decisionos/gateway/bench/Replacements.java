package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Classes that take the place of some of the gateway's, which is otherwise the same. */
final class Replacements {
  private static final Path UNWATCHED = Path.of("src/test/resources/peers/unwatched");
  private static final Path SPANS =
      Path.of("src/main/java/io/decisionos/gateway/http/RequestSpans.java");
  private static final String BEGIN = "HttpServerRequest request, Exchange exchange) {\n";

  private Replacements() {}

  /** In place of what watches SLOs and tells of alerts: parts that do nothing. */
  static Path unwatched() throws IOException {
    try (Stream<Path> sources = Files.list(UNWATCHED)) {
      return classes(sources.sorted().toList());
    }
  }

  /** In place of what traces requests: the same, which leaves those with a field alone. */
  static Path untracedWith(String field) throws IOException {
    String spans = Files.readString(SPANS);
    int begin = spans.indexOf(BEGIN) + BEGIN.length();
    if (begin < BEGIN.length()) {
      throw new IllegalStateException(SPANS + " begins no span with " + BEGIN);
    }
    String leave = "if (request.headers().contains(\"%s\")) { return; }%n".formatted(field);
    Path changed = Files.createTempDirectory("untraced").resolve(SPANS.getFileName());
    Files.writeString(changed, spans.substring(0, begin) + leave + spans.substring(begin));
    return classes(List.of(changed));
  }

  /**
   * Compiles them.
   *
   * @return a folder that belongs before all other classes
   */
  private static Path classes(List<Path> sources) throws IOException {
    Path folder = Files.createTempDirectory("replaced");
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options =
          List.of(
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-implicit:none");
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(null, files, null, options, null, units).call()) {
        throw new IllegalStateException(sources + " do not fit the parts that they replace");
      }
    }
    return folder;
  }
}
