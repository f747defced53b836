package io.decisionos.gateway.cli;

import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The commands as the code has them, so that no table of a test can forget one. */
final class EveryCommand {
  private EveryCommand() {}

  /** A command and all below it. */
  static Stream<CommandSpec> below(CommandSpec root) {
    return Stream.concat(
        Stream.of(root),
        root.subcommands().values().stream().flatMap(line -> below(line.getCommandSpec())));
  }
}
