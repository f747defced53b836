package io.decisionos.gateway.cli;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says on one line what is wrong with the arguments, and where their right form is told: what was
 * asked for is not buried under a page of help.
 */
final class BadArguments implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    CommandSpec command = fault.getCommandLine().getCommandSpec();
    String name = command.qualifiedName();
    var err = fault.getCommandLine().getErr();
    err.println(name + ": " + why(fault) + "; see " + name + " --help");
    return command.exitCodeOnInvalidInput();
  }

  private static String why(ParameterException fault) {
    if (fault instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (fault.getArgSpec() != null && fault.getValue() != null) {
      return "%s: found \"%s\", expected %s"
          .formatted(EmptyValues.name(fault.getArgSpec()), fault.getValue(), type(fault));
    }
    return fault.getMessage();
  }

  private static String type(ParameterException fault) {
    Class<?> type = fault.getArgSpec().auxiliaryTypes()[0];
    if (type.isPrimitive()) {
      return type == double.class ? "a number" : "a whole number";
    }
    return "a value of another form";
  }

  private static String unmatched(UnmatchedArgumentException fault) {
    String word = fault.getUnmatched().get(0);
    CommandLine line = fault.getCommandLine();
    boolean isOption = word.startsWith("-");
    Collection<String> known =
        isOption ? options(line.getCommandSpec()) : line.getSubcommands().keySet();
    String kind = isOption ? "an option" : "an argument";
    List<String> near = fault.getSuggestions();
    String expected =
        known.isEmpty() ? "no more arguments" : (near.isEmpty() ? "one of: " : "such as: ");
    String words = known.isEmpty() ? "" : String.join(", ", near.isEmpty() ? known : near);
    return "found \""
        + word
        + "\", "
        + kind
        + " that it does not take, expected "
        + expected
        + words;
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .flatMap(option -> Stream.of(option.longestName()))
        .sorted()
        .collect(Collectors.toList());
  }
}
