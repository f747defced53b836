package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** What is said to a word that is none of ours, and to whoever asks for help, by every command. */
class WrongWordsTest {
  private static final String PROGRAM = "decisionos.program";
  private static final String HERE = "./run.sh";

  static Stream<String> everyCommand() {
    return EveryCommand.below(Cli.line().getCommandSpec())
        .map(CommandSpec::qualifiedName)
        .map(name -> name.substring(HERE.length()));
  }

  @AfterEach
  void forget() {
    System.clearProperty(PROGRAM);
  }

  private static CommandLineRun run(String command, String... more) {
    var words = new ArrayList<>(Arrays.asList(command.strip().split(" ")));
    words.removeIf(String::isEmpty);
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void helpIsThereAndNamesTheProgramAsItIsCalled(String command) {
    System.setProperty(PROGRAM, "bin/decisionos-gateway");
    CommandLineRun run = run(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: bin/decisionos-gateway" + command);
    // What picocli calls the parameters of a method whose names are not compiled in.
    assertThat(run.out()).doesNotContain("run.sh", "<arg");
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void anOptionThatIsNoneIsRefusedOnOneLineThatSaysWhereHelpIs(String command) {
    CommandLineRun run = run(command, "--nonsense");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("./run.sh" + command + ": ")
        .endsWith("; see ./run.sh" + command + " --help");
  }

  @Test
  void aWordThatIsNearlyRightIsToldTheRightOne() {
    assertThat(run("tenants valdate").err())
        .contains("found \"valdate\"", "expected such as: ", "validate");
    assertThat(run("statsu").err()).contains("found \"statsu\"", "status");
    assertThat(run("status --jsn").err()).contains("found \"--jsn\"", "--json");
  }

  @Test
  void whatIsNoNumberIsToldSo() {
    assertThat(run("status --events many").err())
        .isEqualTo(
            "./run.sh status: --events: found \"many\", expected a whole number; see ./run.sh"
                + " status --help\n");
  }

  @Test
  void anEchoedWordCannotMoveTheCursor() {
    String err = CommandLineRun.of("tenants", "\u001b[2J\nready").err();
    assertThat(err.lines()).hasSize(1);
    assertThat(err).contains("\\u001b[2J\\u000aready");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "test", "package"})
  void commandsOfTheScriptSayWhatTheyAreAndDoNothing(String command) throws Exception {
    assertThat(script(command, "--help")).startsWith("0 usage: ./run.sh " + command + "\n");
    assertThat(script("help", command)).startsWith("0 usage: ./run.sh " + command + "\n");
    assertThat(script(command, "nonsense"))
        .isEqualTo(
            "2 run.sh: %s: found the argument 'nonsense', expected none; see ./run.sh help %s\n"
                .formatted(command, command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "tenant"})
  void theScriptNamesItsCommandsForAWordThatIsNone(String word) throws Exception {
    assertThat(script(word))
        .startsWith("2 run.sh: found the command '" + word + "', expected one of: ")
        .contains(" tenants ", " demo ")
        .hasLineCount(1);
  }

  private static String script(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("./run.sh"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }
}
