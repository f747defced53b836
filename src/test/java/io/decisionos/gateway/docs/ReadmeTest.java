package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code README.md} tells a newcomer to do, in its order, as a terminal would. */
class ReadmeTest {
  /** Blocks that begin with these are not for a test: they fetch, build or need a Redis. */
  private static final List<String> NOT_RUN =
      List.of("git clone", "DECISIONOS_STORAGE=redis", "./run.sh test");

  @TempDir private Path home;

  @Test
  void everyBlockCanBePastedAndPrintsWhatTheReadmeSays() throws Exception {
    try (var gateway = RunningGateway.start(home);
        var guide = Guide.open(home, gateway)) {
      List<Guide.Step> steps = steps();
      assertThat(steps).hasSizeGreaterThan(10);
      for (Guide.Step step : steps) {
        guide.follow(step);
      }
    }
  }

  private static List<Guide.Step> steps() throws IOException {
    return Guide.steps(Markdown.read("README.md").blocks()).stream()
        .filter(step -> NOT_RUN.stream().noneMatch(step.commands()::startsWith))
        .toList();
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
