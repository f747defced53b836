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
  private static final Path HTTP = Path.of("src/main/java/io/decisionos/gateway/http");
  private static final String LEAVE = "if (request.headers().contains(\"%s\")) { %s }%n";

  private Replacements() {}

  /** In place of what watches SLOs and tells of alerts: parts that do nothing. */
  static Path unwatched() throws IOException {
    try (Stream<Path> sources = Files.list(UNWATCHED)) {
      return classes(sources.sorted().toList());
    }
  }

  /** In place of what traces requests: the same, which does not trace those that ask for it. */
  static Path untraced() throws IOException {
    return leaving(
        "RequestSpans.java", "HttpServerRequest request, Exchange exchange) {\n", "return;");
  }

  /** In place of the door: the same, which does not measure the turns of those that ask for it. */
  static Path unmeasured() throws IOException {
    return leaving(
        "Door.java", "void handle(HttpServerRequest request) {\n", "receive(request); return;");
  }

  /** A class that does something else for requests with the field of {@link LeftAlone}. */
  private static Path leaving(String name, String beginning, String instead) throws IOException {
    String source = Files.readString(HTTP.resolve(name));
    int begin = source.indexOf(beginning) + beginning.length();
    if (begin < beginning.length()) {
      throw new IllegalStateException(name + " has no method that begins with " + beginning);
    }
    Path changed = Files.createTempDirectory("replaced").resolve(name);
    Files.writeString(
        changed,
        source.substring(0, begin)
            + LEAVE.formatted(LeftAlone.FIELD, instead)
            + source.substring(begin));
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
