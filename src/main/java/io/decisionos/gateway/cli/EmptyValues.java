package io.decisionos.gateway.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Refuses an empty value of any argument of any command before the command runs. It usually is a
 * variable that somebody forgot to set, and a command that takes it for "nothing to do" or for the
 * current folder answers that all is well.
 */
final class EmptyValues implements IExecutionStrategy {
  private static final String ENVIRONMENT = "${env:";

  /** A command that answers empty names among its arguments itself, in its own form. */
  interface Answered {}

  @Override
  public int execute(ParseResult result) {
    List<CommandLine> lines = result.asCommandLineList();
    if (lines.stream()
        .noneMatch(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested())) {
      lines.forEach(line -> line.getCommandSpec().args().forEach(arg -> check(line, arg)));
    }
    return new RunLast().execute(result);
  }

  private static void check(CommandLine line, ArgSpec arg) {
    if (arg.isPositional() && line.getCommand() instanceof Answered) {
      return;
    }
    ParseResult given = line.getParseResult();
    boolean isGiven =
        arg instanceof OptionSpec option
            ? given.hasMatchedOption(option)
            : given.hasMatchedPositional((PositionalParamSpec) arg);
    if (isGiven) {
      arg.originalStringValues().stream()
          .flatMap(value -> parts(arg, value))
          .filter(String::isBlank)
          .findFirst()
          .ifPresent(blank -> refuse(line, arg, ""));
    } else if (Optional.ofNullable(arg.defaultValueString()).filter(String::isBlank).isPresent()) {
      refuse(line, arg, variable(arg));
    }
  }

  private static Stream<String> parts(ArgSpec arg, String value) {
    return arg.splitRegex().isEmpty()
        ? Stream.of(value)
        : Stream.of(value.split(arg.splitRegex(), -1));
  }

  /** Where a value comes from that nobody gave: from a variable that is set, to nothing. */
  private static String variable(ArgSpec arg) {
    String text = String.valueOf(arg.defaultValue());
    int from = text.indexOf(ENVIRONMENT);
    return from < 0
        ? ""
        : " in " + text.substring(from + ENVIRONMENT.length()).replaceFirst("[:}].*", "");
  }

  private static void refuse(CommandLine line, ArgSpec arg, String where) {
    throw new ParameterException(
        line, name(arg) + ": found \"\"" + where + ", expected a value that is not empty");
  }

  /** What an argument is called in help: its longest name, or its label. */
  static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
