package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.Markdown.Block;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code README.md} tells a newcomer to do, in its order. */
class ReadmeTest {
  private static final Pattern CURL =
      Pattern.compile("curl -s 'http://127\\.0\\.0\\.1:(8080|8081)(/[^']*)'");
  private static final String RUN =
      System.getProperty("java.home")
          + "/bin/java -cp '"
          + Path.of("target/classes").toAbsolutePath()
          + ":"
          + System.getProperty("java.class.path")
          + "' io.decisionos.gateway.app.Main";
  // A file's change needs a moment to be seen; the machine may be busy.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @TempDir private Path home;

  /**
   * A command and what it prints.
   *
   * @param output where {@code …} stands for anything
   */
  private record Step(String command, String output) {
    boolean isSatisfiedBy(String printed) {
      String pattern =
          Arrays.stream(output.split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.compile(pattern, Pattern.DOTALL).matcher(printed.strip()).matches();
    }
  }

  @Test
  void everyCommandPrintsWhatTheReadmeSays() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      List<Step> steps = steps();
      assertThat(steps).hasSizeGreaterThan(8);
      for (Step step : steps) {
        String printed = run(gateway, step.command());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!step.isSatisfiedBy(printed) && System.nanoTime() < deadline) {
          printed = run(gateway, step.command());
        }
        assertThat(printed).as(step.command()).matches(step::isSatisfiedBy, step.output());
      }
    }
  }

  private static List<Step> steps() throws IOException {
    var steps = new ArrayList<Step>();
    for (Block block : Markdown.read("README.md").blocks()) {
      if (block.language().equals("console")) {
        for (String step : block.text().substring(2).split("\n\\$ ", -1)) {
          String[] lines = step.strip().split("\n", 2);
          steps.add(new Step(lines[0], lines.length == 1 ? "" : lines[1]));
        }
      }
    }
    return steps;
  }

  private String run(RunningGateway gateway, String command) throws IOException {
    Matcher curl = CURL.matcher(command);
    if (curl.matches()) {
      boolean tenants = curl.group(1).equals("8080");
      return (tenants ? gateway.get(curl.group(2)) : gateway.ops(curl.group(2))).body();
    }
    var process =
        new ProcessBuilder("bash", "-c", command.replace("./run.sh", RUN))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
