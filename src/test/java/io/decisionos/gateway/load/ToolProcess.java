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

/** The load tool in a JVM of its own, which can be held back. */
final class ToolProcess {

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final List<String> command = new ArrayList<>();

  private ToolProcess(List<String> jvm) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadMain.class.getName()));
  }

  static ToolProcess asItIs() {
    return new ToolProcess(List.of());
  }

  /** One core where the machine can say so, and nothing compiled. */
  static ToolProcess throttled() {
    var tool = new ToolProcess(List.of("-Xint", "-XX:ActiveProcessorCount=1"));
    if (Files.isExecutable(TASKSET)) {
      tool.command.addAll(0, List.of(TASKSET.toString(), "-c", "0"));
    }
    return tool;
  }

  /** Runs it to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    var whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
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
