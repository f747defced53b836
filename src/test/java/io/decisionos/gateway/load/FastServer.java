package io.decisionos.gateway.load;

import io.decisionos.gateway.load.engine.NothingServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that does nothing, in a process of its own on the first core: what it collects and
 * compiles holds up nobody on the other. Needs taskset of Linux.
 */
final class FastServer implements AutoCloseable {
  private final Process process;
  private final URI uri;

  private FastServer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  static FastServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "taskset",
                    "-c",
                    "0",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@src/dist/lib/load.options",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FastServer.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // What it says further is nothing.
    BufferedReader said = process.inputReader();
    return new FastServer(process, URI.create(said.readLine()));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Says where it listens, and serves until it is ended. */
  public static void main(String[] none) {
    System.out.println(NothingServer.open().await().uri());
  }
}
