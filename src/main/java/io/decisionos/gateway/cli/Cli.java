package io.decisionos.gateway.cli;

import io.decisionos.gateway.text.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    subcommands = {
      AlertsCommand.class,
      CapacityCommand.class,
      EventsCommand.class,
      EvidenceCommand.class,
      KeysCommand.class,
      SignCommand.class,
      StatusCommand.class,
      StorageCommand.class,
      TenantsCommand.class,
      TokenCommand.class
    },
    description = "The DecisionOS tenant gateway.")
public final class Cli {

  /**
   * Runs a sub-command.
   *
   * @return the exit code; 2 for arguments that make no sense
   */
  public static int run(String... arguments) {
    CommandLine line = line();
    int code = line.execute(arguments);
    line.getOut().flush();
    return code;
  }

  /** The commands with their arguments, named as they are called here. */
  static CommandLine line() {
    var line = new CommandLine(new Cli());
    // Colours would be among what no terminal is sent.
    return line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintableWriter(line.getOut()))
        .setErr(new PrintableWriter(line.getErr()))
        .setResourceBundle(Places.ofThisProgram(line.getErr()))
        .setCommandName(Program.name())
        .setExecutionStrategy(new EmptyValues())
        .setParameterExceptionHandler(new BadArguments())
        .setExecutionExceptionHandler(new FailedCommand());
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"decisionos-gateway " + io.decisionos.gateway.text.Version.text()};
    }
  }
}
