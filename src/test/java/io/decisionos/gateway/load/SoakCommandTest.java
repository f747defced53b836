package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.soak.LeakyServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak, against a process that leaks. */
class SoakCommandTest {

  private static final String SCENARIO =
      """
      {"name": "short-soak", "timeout_ms": 2000, "connections": 4,
       "tenants": [{"id": "default"}],
       "requests": [{"name": "any", "path": "/"}],
       "phases": [{"name": "all", "rate": 100, "seconds": 14}]}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Process process;
  private String target;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LeakyServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    target = "http://127.0.0.1:" + process.inputReader().readLine();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void aLeakIsFoundAndNamed(@TempDir Path directory) throws IOException {
    Path scenario = Files.writeString(directory.resolve("soak.json"), SCENARIO);
    Path report = directory.resolve("report");
    String pid = Long.toString(process.pid());

    int exit =
        load(
            "soak",
            scenario.toString(),
            "--target",
            target,
            "--pid",
            pid,
            "--warm-up",
            "1",
            "--every",
            "1",
            "--report",
            report.toString());

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("heap_after_gc mean .*: GROWING");
    assertThat(exit).isEqualTo(1);
    assertThat(report.resolve("report.json"))
        .content()
        .contains("\"shape\" : \"GROWING\"")
        .contains("\"state\" : \"MISSED\"");
  }

  @Test
  void aProcessThatIsNoneExitsWith2(@TempDir Path directory) throws IOException {
    Path scenario = Files.writeString(directory.resolve("soak.json"), SCENARIO);

    assertThat(load("soak", scenario.toString(), "--pid", "999999999")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("999999999");
  }

  private int load(String... arguments) {
    return LoadMain.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }
}
