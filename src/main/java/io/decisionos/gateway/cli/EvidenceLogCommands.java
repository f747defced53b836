package io.decisionos.gateway.cli;

import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Works on the logs of evidence without a gateway. */
final class EvidenceLogCommands {
  private static final int NOT_WHOLE = 1;

  private EvidenceLogCommands() {}

  static TenantId tenant(CommandSpec spec, String text) {
    return TenantId.parse(text)
        .filter(id -> !id.value().equals(TenantId.RESERVED))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--tenant: found \"" + text + "\", expected a tenant's id"));
  }

  static int fail(CommandSpec spec, String why, int code) {
    spec.commandLine().getErr().println("evidence: " + Printable.of(why));
    return code;
  }

  /** Prints who signs. */
  @Command(
      name = "log-key",
      description =
          "Prints the verifier keys of what signs a tenant's log, one a line; makes the gateway's"
              + " own key if there is neither one nor a keyset for evidence.",
      mixinStandardHelpOptions = true)
  static final class Key implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private TenantsLog log;

    @Override
    public Integer call() {
      return log.with(
          spec,
          (site, tenant, out) -> {
            for (NoteSigner signer : site.keys().signers(tenant)) {
              out.println(signer.verifier().text());
            }
            return 0;
          });
    }
  }

  /** Goes on with a log after a restore. */
  @Command(
      name = "log-accept",
      description =
          "Goes on with a tenant's log as it lies, after a restore that is meant; the gateway must"
              + " not run. Exit code 1 if the log is not whole, 2 if it cannot be used.",
      mixinStandardHelpOptions = true)
  static final class Accept implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private TenantsLog log;

    @Override
    public Integer call() {
      return log.with(
          spec,
          (site, tenant, out) -> {
            try {
              long size = site.shelf().accept(tenant);
              out.println("the log of " + tenant + " goes on from " + size + " leaves");
              return 0;
            } catch (LogRefusedException e) {
              String why = "the log of " + tenant + " is not whole: " + e.getMessage();
              return fail(spec, why, NOT_WHOLE);
            }
          });
    }
  }
}
