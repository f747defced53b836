package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** No command takes nothing for something: every argument of every command, left empty. */
class EmptyArgumentsTest {
  @TempDir private Path home;

  /** Each argument that takes a value, with its command and, if they are blank, its values. */
  static Stream<Arguments> everyArgument() {
    return EveryCommand.below(Cli.line().getCommandSpec())
        .flatMap(
            command ->
                command.args().stream()
                    .filter(arg -> arg.arity().max() > 0)
                    .flatMap(arg -> Stream.of("", " ").map(value -> row(command, arg, value))));
  }

  private static Arguments row(CommandSpec command, ArgSpec arg, String value) {
    String name = command.qualifiedName() + " " + EmptyValues.name(arg);
    var words =
        new ArrayList<>(
            List.of(command.qualifiedName().split(" "))
                .subList(1, command.qualifiedName().split(" ").length));
    add(words, arg, value);
    command.args().stream()
        .filter(other -> other.required() && other != arg)
        .forEach(other -> add(words, other, "x"));
    return Arguments.of(name, words.toArray(String[]::new));
  }

  private static void add(List<String> words, ArgSpec arg, String value) {
    if (arg instanceof OptionSpec option) {
      words.add(option.longestName());
    }
    words.add(value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyArgument")
  void anEmptyValueIsRefusedOnOneLineThatNamesTheArgument(String name, String[] arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.code()).as(name).isBetween(1, 2);
    assertThat((run.out() + run.err()).lines())
        .singleElement()
        .asString()
        .contains("found")
        .contains("expected")
        .containsAnyOf(name.substring(name.lastIndexOf(' ') + 1), "\"\"", "\" \"");
  }

  @Test
  void anEmptyPieceOfAListIsRefusedToo() {
    for (String list : List.of(",", "acme,", ",acme", "a,,b")) {
      CommandLineRun run = CommandLineRun.of("token", "--scope", "ops:read", "--tenant", list);
      assertThat(run.code()).as(list).isEqualTo(2);
      assertThat(run.err()).contains("--tenant: found \"\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema.yaml", ".hidden.yaml", "ACME.YAML", "notes.txt"})
  void aDirectoryWithoutAnyTenantIsNotValid(String name) throws IOException {
    Files.writeString(home.resolve(name), "tenant_id: acme\n");
    for (Path place : List.of(home, home.resolve(name))) {
      CommandLineRun run = CommandLineRun.of("tenants", "validate", place.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).contains("found no tenant's file, expected at least one");
      assertThat(allowing("tenants", "validate", place.toString())).isZero();
    }
  }

  private static int allowing(String... arguments) {
    return CommandLineRun.of(
            Stream.concat(Stream.of(arguments), Stream.of("--allow-empty")).toArray(String[]::new))
        .code();
  }

  @Test
  void asJsonNothingIsAnErrorInTheSameForm() {
    for (String place : List.of("", home.toString())) {
      CommandLineRun run = CommandLineRun.of("tenants", "validate", "--json", place);
      assertThat(run.code()).isEqualTo(1);
      var json = new JsonObject(run.out());
      assertThat(json.getBoolean("valid")).isFalse();
      assertThat(json.getJsonArray("errors")).hasSize(1);
    }
  }

  @Test
  void nothingIsNoDirectoryToCompareWith() {
    String absent = home.resolve("absent").toString();
    assertThat(diff(home.toString()).code()).isEqualTo(2);
    assertThat(diff(home.toString()).err()).contains("found no tenant's file");
    assertThat(diff(absent).code()).isEqualTo(2);
    assertThat(diff(absent).err()).contains(absent + ": found nothing there");
    assertThat(diff("tenants", "--tenants", absent).code()).isEqualTo(2);
    assertThat(allowing("tenants", "diff", "--offline", home.toString())).isZero();
  }

  private static CommandLineRun diff(String... arguments) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("tenants", "diff", "--offline"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void aFolderWithoutEvidenceIsNotWhatWasSigned() {
    CommandLineRun run = CommandLineRun.of("evidence", "verify", "--root", home.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found no evidence in");
    assertThat(allowing("evidence", "verify", "--root", home.toString())).isZero();
  }
}
