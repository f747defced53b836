package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.Markdown.Block;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code README.md} tells a newcomer to do, in its order, as a terminal would. */
class ReadmeTest {
  /** Blocks that begin with these are not for a test: they fetch, build or need a Redis. */
  private static final List<String> NOT_RUN =
      List.of("git clone", "DECISIONOS_STORAGE=redis", "./run.sh test");

  // A file's change needs a moment to be seen; the machine may be busy.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path home;

  /**
   * A block that is pasted, and what it prints.
   *
   * @param output where {@code …} stands for anything
   */
  private record Step(String commands, String output) {
    boolean isSatisfiedBy(String printed) {
      String pattern =
          Arrays.stream(output.split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.compile(pattern, Pattern.DOTALL).matcher(printed).matches();
    }

    /** Whether it does the same when it is pasted again. */
    boolean canBeRepeated() {
      return !commands.contains("&\n");
    }
  }

  @Test
  void everyBlockCanBePastedAndPrintsWhatTheReadmeSays() throws Exception {
    try (var gateway = RunningGateway.start(home)) {
      Map<String, String> ports = ports(gateway);
      putProgram();
      try (var shell = new PastingShell(home, Map.of("TMPDIR", home.toString()))) {
        List<Step> steps = steps();
        assertThat(steps).hasSizeGreaterThan(10);
        for (Step step : steps) {
          String printed = paste(shell, step, ports);
          assertThat(printed).as(step.commands()).matches(step::isSatisfiedBy, step.output());
        }
      }
    }
  }

  private static String paste(PastingShell shell, Step step, Map<String, String> ports)
      throws IOException {
    String commands = step.commands();
    for (Map.Entry<String, String> port : ports.entrySet()) {
      commands = commands.replace(port.getKey(), port.getValue());
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    String printed = shell.paste(commands);
    while (!step.isSatisfiedBy(printed) && step.canBeRepeated() && System.nanoTime() < deadline) {
      printed = shell.paste(commands);
    }
    return printed;
  }

  /** The ports of the text and those of this run. */
  private static Map<String, String> ports(RunningGateway gateway) throws IOException {
    var ports = new HashMap<String, String>();
    ports.put("8080", String.valueOf(gateway.httpPort()));
    ports.put("8081", String.valueOf(gateway.opsPort()));
    try (var first = new ServerSocket(0);
        var second = new ServerSocket(0)) {
      ports.put("9080", String.valueOf(first.getLocalPort()));
      ports.put("9081", String.valueOf(second.getLocalPort()));
    }
    return ports;
  }

  /** A program under the name of the script, of the classes under test. */
  private void putProgram() throws IOException {
    String classes =
        Path.of("target/classes").toAbsolutePath() + ":" + System.getProperty("java.class.path");
    String java = System.getProperty("java.home") + "/bin/java";
    Path program = home.resolve("run.sh");
    Files.writeString(
        program,
        "#!/bin/bash\nexec '%s' -cp '%s' io.decisionos.gateway.app.Main \"$@\"\n"
            .formatted(java, classes));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static List<Step> steps() throws IOException {
    var steps = new ArrayList<Step>();
    List<Block> blocks = Markdown.read("README.md").blocks();
    for (int i = 0; i < blocks.size(); i++) {
      String commands = blocks.get(i).text();
      if (blocks.get(i).language().equals("sh")
          && NOT_RUN.stream().noneMatch(commands::startsWith)) {
        boolean prints = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
        steps.add(new Step(commands, prints ? blocks.get(i + 1).text().strip() : ""));
      }
    }
    return steps;
  }

  @Test
  void noBlockHoldsAPromptThatWouldBePastedWithIt() throws IOException {
    assertThat(Markdown.read("README.md").blocks())
        .noneMatch(block -> block.language().equals("console"))
        .noneMatch(block -> block.text().startsWith("$ "));
  }

  @Test
  void everySubCommandThatTheReadmeNamesExists() throws IOException {
    var named =
        Pattern.compile("\\./run\\.sh ([a-z]+)")
            .matcher(String.join("\n", Markdown.read("README.md").lines()))
            .results()
            .map(command -> command.group(1))
            .distinct()
            .toList();
    String script = String.join("\n", Markdown.read("run.sh").lines());
    assertThat(named).isNotEmpty().allMatch(command -> script.contains("\n  " + command + " "));
  }
}
