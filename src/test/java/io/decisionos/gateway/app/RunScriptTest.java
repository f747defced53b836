package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  @Test
  void aWordThatIsNoneIsShownWithoutWhatATerminalObeys() throws IOException, InterruptedException {
    assertThat(run("a\u001b[31m\u009b7m\u007f\nb"))
        .contains("found the command 'a?[31m?7m??b'")
        .doesNotContain("\u001b", "\u009b", "\u007f");
  }

  /** One that is closed tells all that it has started. */
  @ParameterizedTest
  @ValueSource(strings = {"HUP", "TERM"})
  void aDemoTakesItsGatewayAlongHoweverItIsEnded(String signal)
      throws IOException, InterruptedException {
    Files.copy(Path.of("run.sh"), home.resolve("run.sh"));
    write("target/decisionos-gateway.jar", "jdk/bin/javac");
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path java = home.resolve("jdk/bin/java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case " $* " in *" generate "*) exit 0 ;; esac
        trap '' HUP
        trap 'echo ended; exit 0' TERM
        echo serves $$
        while :; do sleep 0.1; done
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(home.resolve("jdk/bin/javac").toFile().setExecutable(true)).isTrue();
    var builder = new ProcessBuilder("bash", home.resolve("run.sh").toString(), "demo");
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("TMPDIR", home.toString());
    Process demo = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said = demo.inputReader(StandardCharsets.UTF_8);
    String gateway = said.readLine();
    try {
      assertThat(gateway).startsWith("serves ");
      Shell.run("kill", "-" + signal, String.valueOf(demo.pid()));
      assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isZero();
      assertThat(said.readLine()).isEqualTo("ended");
      try (Stream<Path> left = Files.list(home)) {
        assertThat(left).noneMatch(file -> file.toString().contains("decisionos-demo"));
      }
    } finally {
      Shell.run("sh", "-c", "kill -TERM " + gateway.substring(7) + " 2>&1 || true");
    }
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
