package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run.sh} itself writes. */
class RunScriptTest {
  @TempDir private Path home;

  @Test
  void aBuildLeavesNoColourCodesInALog() throws IOException, InterruptedException {
    withMaven("printf 'built\\033[0m\\n'\nprintf 'warned\\033[0m\\n' >&2\nexit 1");

    String said = run("status");

    assertThat(said).contains("building for the first time", "built", "warned");
    assertThat(said).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "src/main/java/A.java",
        "docs/openapi.yaml",
        "docs/runbooks/DiskLow.md"
      })
  void whateverGoesIntoTheJarIsBuiltAnewOnceItHasChanged(String source)
      throws IOException, InterruptedException {
    withMaven("echo built\nexit 1");
    write("pom.xml", "src/main/java/A.java", "docs/openapi.yaml", "docs/runbooks/DiskLow.md");
    write("target/decisionos-gateway.jar");
    Path jar = home.resolve("target/decisionos-gateway.jar");
    FileTime later = FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusSeconds(60));
    Files.setLastModifiedTime(jar, later);
    assertThat(run("status")).doesNotContain("building");

    Path changed = home.resolve(source);
    Files.setLastModifiedTime(changed, FileTime.from(later.toInstant().plusSeconds(60)));

    assertThat(run("status")).contains("building, as the sources have changed");
  }

  @Test
  void aWordThatIsNoCommandIsToldWithThoseThatAre() throws IOException, InterruptedException {
    assertThat(run("srve")).contains("found the command 'srve', expected one of: ", "soak status");
  }

  /** As shells of before 2016 are, such as that of macOS, which take an empty array for unset. */
  @ParameterizedTest
  @ValueSource(
      strings = {"run.sh", "src/dist/bin/decisionos-gateway", "src/dist/bin/decisionos-load"})
  void anOldShellRunsItToo(String script) throws IOException {
    String text = Files.readString(Path.of(script));

    List<String> empty =
        Pattern.compile("(?m)^\\s*(\\w+)=\\(\\)$")
            .matcher(text)
            .results()
            .map(r -> r.group(1))
            .toList();

    assertThat(empty).noneMatch(array -> text.contains(" \"${" + array + "[@]}\""));
    // Other systems' paste reads no standard input unless it is told to.
    assertThat(text).doesNotContainPattern("paste [^|)]*[^-]\\)");
  }

  private void withMaven(String body) throws IOException {
    Files.copy(Path.of("run.sh"), home.resolve("run.sh"));
    Path mvn = Files.createDirectories(home.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\n" + body + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), "");
    }
  }

  private String run(String command) throws IOException, InterruptedException {
    Path script = home.resolve("run.sh");
    Path used = Files.exists(script) ? script : Path.of("run.sh");
    var builder = new ProcessBuilder("bash", used.toString(), command);
    builder.environment().merge("PATH", home.resolve("bin") + ":", (path, first) -> first + path);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    return said;
  }
}
