package io.decisionos.gateway.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says on one line why files could not be worked on; anything else is a bug, and keeps its stack.
 */
final class FailedCommand implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception cause, CommandLine line, ParseResult given)
      throws Exception {
    if (!(cause instanceof IOException)) {
      throw cause;
    }
    String name = line.getCommandSpec().qualifiedName();
    String why = "found " + cause + ", expected files that can be read and written";
    line.getErr().println(name + ": " + why);
    return CommandLine.ExitCode.USAGE;
  }
}
