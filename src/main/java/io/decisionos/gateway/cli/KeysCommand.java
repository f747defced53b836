package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** Works on keysets. */
@Command(
    name = "keys",
    description = "Keys of tokens, of signed requests and of the evidence log.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysCheckCommand.class,
      KeysPlanCommand.class,
      KeysGenerateCommand.class,
      KeysMigrateCommand.class
    })
final class KeysCommand {}
