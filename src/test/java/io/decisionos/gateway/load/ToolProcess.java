package io.decisionos.gateway.load;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The load tool in a JVM of its own, which can be held back. */
final class ToolProcess {

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final List<String> command = new ArrayList<>();

  private ToolProcess(List<String> jvm) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
  }

  static ToolProcess asItIs() {
    return new ToolProcess(List.of("@src/dist/lib/load.options"));
  }

  /** One core if the machine can say so, and nothing compiled. */
  static ToolProcess throttled() {
    var tool =
        new ToolProcess(
            List.of("@src/dist/lib/load.options", "-Xint", "-XX:ActiveProcessorCount=1"));
    if (Files.isExecutable(TASKSET)) {
      tool.command.addAll(0, List.of(TASKSET.toString(), "-c", "0"));
    }
    return tool;
  }

  /** Starts it; arguments that begin with -D are the JVM's. */
  Process start(String... arguments) throws IOException {
    var whole = new ArrayList<>(command);
    Stream.of(arguments).filter(one -> one.startsWith("-D")).forEach(whole::add);
    whole.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadMain.class.getName()));
    Stream.of(arguments).filter(one -> !one.startsWith("-D")).forEach(whole::add);
    return new ProcessBuilder(whole).redirectErrorStream(true).start();
  }

  /** Runs it to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      var text = new StringWriter();
      output.transferTo(text);
      return new Ended(process.waitFor(), text.toString());
    } finally {
      process.destroyForcibly();
    }
  }

  /** How it ended, and what it said. */
  record Ended(int exit, String output) {}
}
