package io.decisionos.gateway.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The load tool in a process of its own, on the core of whoever measures. */
final class LoadTool {
  private final Path scenario;
  private final Path report;

  /** Something that is done while the tool runs. */
  interface Step {
    void take() throws IOException;
  }

  /**
   * Nothing runs yet.
   *
   * @param name what no other run in the directory is called
   * @param scenario as {@code docs/load.md} has it
   */
  LoadTool(Path home, String name, String scenario) throws IOException {
    this.scenario = home.resolve(name + ".json");
    this.report = Files.createDirectories(home.resolve(name + "-report"));
    Files.writeString(this.scenario, scenario);
  }

  /** One run; its report. */
  JsonNode run() throws IOException, InterruptedException {
    return run("no phase", () -> {});
  }

  /**
   * One run; its report.
   *
   * @param phase in whose first second the step is taken
   */
  JsonNode run(String phase, Step step) throws IOException, InterruptedException {
    var command = new ArrayList<>(Cores.measuring());
    command.addAll(Cores.java());
    command.add("@src/dist/lib/load.options");
    command.addAll(
        List.of(
            "io.decisionos.gateway.load.LoadMain",
            scenario.toString(),
            "--warm-up",
            "8",
            "--report",
            report.toString()));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var said =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(phase + " ")) {
          step.take();
        }
      }
      tool.waitFor();
      return new ObjectMapper().readTree(report.resolve("report.json").toFile());
    } finally {
      tool.destroyForcibly();
    }
  }
}
