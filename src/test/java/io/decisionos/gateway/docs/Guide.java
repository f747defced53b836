package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.Markdown.Block;
import io.decisionos.gateway.fixture.FreePort;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A guide that is followed against a running gateway, as its reader would in a terminal. */
record Guide(PastingShell shell, Path home, Map<String, String> ports) implements AutoCloseable {
  // A file's change needs a moment to be seen; the machine may be busy.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * A block that is pasted or saved, and what it prints.
   *
   * @param file the text of a file; empty if commands are pasted
   * @param output where {@code …} stands for anything
   */
  record Step(String commands, String file, String output) {
    private boolean isSatisfiedBy(String printed) {
      String pattern =
          Arrays.stream(output.split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.compile(pattern, Pattern.DOTALL).matcher(printed).matches();
    }

    /** Whether it does the same when it is pasted again. */
    private boolean canBeRepeated() {
      return !commands.contains("&\n");
    }
  }

  /** Opens a shell in a directory that has {@code run.sh}, of the classes under test. */
  static Guide open(Path home, RunningGateway gateway) throws IOException {
    String classes =
        Path.of("target/classes").toAbsolutePath() + ":" + System.getProperty("java.class.path");
    String java = System.getProperty("java.home") + "/bin/java";
    Path program = home.resolve("run.sh");
    Files.writeString(
        program,
        "#!/bin/bash\nexec '%s' -cp '%s' io.decisionos.gateway.app.Main \"$@\"\n"
            .formatted(java, classes));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var shell = new PastingShell(home, Map.of("TMPDIR", home.toString()));
    return new Guide(shell, home, ports(gateway));
  }

  /** The ports of the text and those of this run. */
  private static Map<String, String> ports(RunningGateway gateway) {
    var ports = new HashMap<String, String>();
    ports.put("8080", String.valueOf(gateway.httpPort()));
    ports.put("8081", String.valueOf(gateway.opsPort()));
    ports.put("9080", String.valueOf(FreePort.find()));
    ports.put("9081", String.valueOf(FreePort.find()));
    return ports;
  }

  /** What there is to paste or to save, in order, each with what is printed under it. */
  static List<Step> steps(List<Block> blocks) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      boolean prints = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
      String output = prints ? blocks.get(i + 1).text().strip() : "";
      switch (block.language()) {
        case "sh" -> steps.add(new Step(block.text(), "", output));
        case "yaml" -> steps.add(new Step("", block.text(), ""));
        default -> {
          // What is printed, or neither for a shell nor for a file.
        }
      }
    }
    return steps;
  }

  /** Follows a step, and again until it prints what it should if it can be repeated. */
  void follow(Step step) throws IOException {
    if (!step.file().isEmpty()) {
      Path draft = Files.writeString(home.resolve("conf/.draft.tmp"), step.file());
      Files.move(draft, home.resolve("conf/keysets.yaml"), StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    String commands = step.commands();
    for (Map.Entry<String, String> port : ports.entrySet()) {
      commands = commands.replace(port.getKey(), port.getValue());
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    String printed = shell.paste(commands);
    while (!step.isSatisfiedBy(printed) && step.canBeRepeated() && System.nanoTime() < deadline) {
      printed = shell.paste(commands);
    }
    assertThat(printed).as(step.commands()).matches(step::isSatisfiedBy, step.output());
  }

  @Override
  public void close() throws IOException {
    shell.close();
  }
}
