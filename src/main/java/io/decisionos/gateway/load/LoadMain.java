package io.decisionos.gateway.load;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.ReportJson;
import io.decisionos.gateway.load.report.Terminal;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The load tool's command line. Exits 0 when every threshold was met, 1 when one was missed, 2 when
 * it could not begin, 3 when the run does not count, 130 when it was ended by a signal.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Makes the load that a scenario describes, and measures what came of it.")
public final class LoadMain implements Callable<Integer> {

  @Mixin private Aim aim;

  private final PrintStream out;

  LoadMain(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** The whole program but for the exit. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    var command =
        new CommandLine(new LoadMain(out))
            .addSubcommand(new CompareCommand(out))
            .addSubcommand(new CapacityCommand(out))
            .addSubcommand(new SoakCommand(out));
    // What the caller typed, if a script of the gateway's has started this.
    String program = System.getProperty("decisionos.program");
    if (program != null) {
      command.setCommandName(program + " load");
    }
    command.getCommandSpec().version(ReportJson.toolVersion());
    return command
        .setParameterExceptionHandler((fault, all) -> refuse(fault, err))
        .setExecutionExceptionHandler((failure, at, parsed) -> explain(failure, err, parsed))
        .execute(arguments);
  }

  /** Wrong arguments are one line: a page of help would bury it. */
  private static int refuse(ParameterException fault, PrintStream err) {
    String name = fault.getCommandLine().getCommandSpec().qualifiedName();
    err.println(Terminal.safe(name + ": " + fault.getMessage() + "; see " + name + " --help"));
    return CommandLine.ExitCode.USAGE;
  }

  /** What the caller can mend is one line each; anything else is a bug and shows its stack. */
  private static int explain(Exception failure, PrintStream err, ParseResult parsed)
      throws Exception {
    List<String> all = parsed.originalArgs();
    if (failure instanceof InvalidScenario invalid) {
      invalid.faults().forEach(fault -> err.println(Terminal.safe(given(all) + ": " + fault)));
    } else if (failure instanceof IOException) {
      String found = String.join(" ", all) + ": found " + words(failure);
      err.println(Terminal.safe(found + ", expected a file that can be used"));
    } else {
      throw failure;
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** What is wrong with a file; of one that is missing the failure says its path alone. */
  private static String words(Exception failure) {
    return failure instanceof NoSuchFileException missing
        ? missing.getFile() + ", where nothing is"
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  /** What was asked for, without its options. */
  private static String given(List<String> all) {
    List<String> named = all.stream().takeWhile(word -> !word.startsWith("-")).toList();
    return all.isEmpty() ? "load" : String.join(" ", named.isEmpty() ? all : named);
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = aim.scenario();
    aim.require(scenario);
    try (var session = new Session(out)) {
      RunResult result = session.run(scenario, aim.warmUp());
      aim.report(session, result, ReportJson.of(result));
      return result.verdict().state().exit();
    }
  }
}
