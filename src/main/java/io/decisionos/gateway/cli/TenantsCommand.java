package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** Works on tenants' files. */
@Command(
    name = "tenants",
    description = "Works on tenants' files.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TenantsDiffCommand.class,
      TenantsExplainCommand.class,
      TenantsValidateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand {}
