package io.decisionos.gateway.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the programs that this one comes with are started. */
final class Programs {
  private static final String LOAD_JAR = "decisionos-load.jar";

  private Programs() {}

  /** A gateway, with the switches with which one serves. */
  static List<String> gateway() throws IOException {
    Path own = own();
    List<String> command = java();
    if (!isJar(own)) {
      command.addAll(List.of("-cp", classPath(), "io.decisionos.gateway.app.Main"));
      return command;
    }
    switches(own, "serve.options").ifPresent(command::add);
    command.addAll(List.of("-jar", own.toString()));
    return command;
  }

  /** The load tool. */
  static List<String> load() throws IOException {
    Path own = own();
    List<String> command = java();
    if (!isJar(own)) {
      command.addAll(List.of("-cp", classPath(), "io.decisionos.gateway.load.LoadMain"));
      return command;
    }
    Path jar = own.resolveSibling(LOAD_JAR);
    if (!Files.isRegularFile(jar)) {
      throw new IOException(jar + ": found nothing there, expected the load tool");
    }
    switches(own, "load.options").ifPresent(command::add);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** The file of the JVM's switches, in an installation or in a checkout. */
  private static Optional<String> switches(Path own, String file) {
    return Stream.of(
            own.resolveSibling(file),
            own.getParent().resolveSibling("src").resolve("dist/lib").resolve(file))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(options -> "@" + options);
  }

  private static List<String> java() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ArrayList<>(List.of(java.toString()));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static boolean isJar(Path own) {
    return Files.isRegularFile(own);
  }

  /** The jar, or the folder of classes, that this runs from. */
  private static Path own() throws IOException {
    CodeSource source = Programs.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("it cannot be told where this program is", e);
    }
  }
}
