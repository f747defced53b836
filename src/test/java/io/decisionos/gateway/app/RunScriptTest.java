package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run.sh} itself writes. */
class RunScriptTest {
  @TempDir private Path home;

  @Test
  void aBuildLeavesNoColourCodesInALog() throws IOException, InterruptedException {
    Path script = Files.copy(Path.of("run.sh"), home.resolve("run.sh"));
    Path mvn = Files.createDirectories(home.resolve("bin")).resolve("mvn");
    Files.writeString(
        mvn, "#!/bin/sh\nprintf 'built\\033[0m\\n'\nprintf 'warned\\033[0m\\n' >&2\nexit 1\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    var builder = new ProcessBuilder("bash", script.toString(), "status");
    builder.environment().merge("PATH", mvn.getParent() + ":", (path, first) -> first + path);

    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isNotZero();
    assertThat(said).contains("building for the first time", "built", "warned");
    assertThat(said).doesNotContain("\u001b");
  }
}
