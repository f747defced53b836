package io.decisionos.gateway.cli;

import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The log of one tenant, as commands are told which. */
final class TenantsLog {
  private static final int FAILED = 2;

  @Mixin private LogSite site;

  @Option(names = "--tenant", required = true, description = "whose log")
  private String tenant;

  /** What a command does with the log. */
  interface Work {
    /** Returns the exit code. */
    int on(LogSite site, TenantId tenant, PrintWriter out) throws IOException;
  }

  /** Does it, and says why if it fails. */
  int with(CommandSpec spec, Work work) {
    TenantId id = EvidenceLogCommands.tenant(spec, tenant);
    try {
      PrintWriter out = spec.commandLine().getOut();
      int code = work.on(site, id, out);
      return code;
    } catch (IOException e) {
      return EvidenceLogCommands.fail(spec, e.getMessage(), FAILED);
    }
  }
}
