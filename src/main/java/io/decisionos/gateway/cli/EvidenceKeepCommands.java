package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import io.decisionos.gateway.text.Rfc3339;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running gateway which evidence may go, and has it go. */
final class EvidenceKeepCommands {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int REFUSED = 1;
  private static final int NOT_TO_BE_HAD = 2;

  private EvidenceKeepCommands() {}

  /** Prints a plan. */
  @Command(
      name = "plan",
      description =
          "Says which evidence the rules let go of, now or at a time ahead; nothing is written."
              + " Exit code 1 if the gateway refuses, 2 if it cannot be asked.",
      mixinStandardHelpOptions = true)
  static final class Plan implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private OpsTarget target;

    @Option(names = "--tenant", description = "only this tenant's files")
    private String tenant;

    @Option(names = "--at", description = "look ahead to this time (RFC 3339)")
    private String at;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      var body = new JsonObject();
      if (tenant != null) {
        body.put("tenant", EvidenceLogCommands.tenant(spec, tenant).value());
      }
      if (at != null) {
        body.put("at", time());
      }
      return ask(spec, target, "/ops/evidence/gc/plans", body, CREATED, this::print);
    }

    private String time() {
      return Rfc3339.parse(at)
          .orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(),
                      "--at: found \"" + at + "\", expected a time such as 2026-01-31T12:00:00Z"))
          .toString();
    }

    private void print(PrintWriter out, JsonObject plan) {
      if (json) {
        out.println(plan.encodePrettily());
        return;
      }
      plan.getJsonArray("delete").forEach(row -> printFile(out, (JsonObject) row));
      out.println(
          plan.getInteger("count")
              + " file(s), "
              + plan.getLong("bytes")
              + " bytes would go; kept: "
              + plan.getJsonObject("kept").encode());
      out.println(
          "plan " + plan.getString("plan") + " is good until " + plan.getString("expires_at"));
    }
  }

  /** Runs a plan. */
  @Command(
      name = "run",
      description =
          "Deletes the files of a plan that the rules still let go of. Exit code 1 if the gateway"
              + " refuses, 2 if it cannot be asked.",
      mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private OpsTarget target;

    @Parameters(paramLabel = "PLAN", description = "what plan printed")
    private String plan;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      if (!plan.matches("[0-9a-f]{64}")) {
        spec.commandLine()
            .getErr()
            .println("run: found \"" + Printable.of(plan) + "\", expected the 64 digits of a plan");
        return NOT_TO_BE_HAD;
      }
      String path = "/ops/evidence/gc/plans/" + plan + "/run";
      return ask(spec, target, path, new JsonObject(), OK, this::print);
    }

    private void print(PrintWriter out, JsonObject done) {
      if (json) {
        out.println(done.encodePrettily());
        return;
      }
      done.getJsonArray("deleted").forEach(row -> printFile(out, (JsonObject) row));
      JsonArray skipped = done.getJsonArray("skipped");
      skipped.forEach(
          row -> {
            var file = (JsonObject) row;
            out.println(
                "left  " + Printable.of(file.getString("path")) + "  " + file.getString("why"));
          });
      out.println(
          done.getJsonArray("deleted").size()
              + " file(s) deleted, "
              + skipped.size()
              + " left, "
              + done.getLong("freed_bytes")
              + " bytes freed");
    }
  }

  private interface Printer {
    void print(PrintWriter out, JsonObject answer);
  }

  private static int ask(
      CommandSpec spec,
      OpsTarget target,
      String path,
      JsonObject body,
      int expected,
      Printer printer) {
    try {
      OpsClient.Reply reply = target.client().post(path, body);
      if (reply.status() == expected) {
        PrintWriter out = spec.commandLine().getOut();
        printer.print(out, reply.json());
        return 0;
      }
      return complain(
          spec, reply.status() + ": " + reply.json().getString("detail", "no details"), REFUSED);
    } catch (Unreachable e) {
      return complain(spec, Cause.words(e), NOT_TO_BE_HAD);
    }
  }

  private static int complain(CommandSpec spec, String why, int code) {
    spec.commandLine().getErr().println("evidence: " + Printable.of(why));
    return code;
  }

  private static void printFile(PrintWriter out, JsonObject file) {
    out.println(
        Printable.of(
            "%s  %-11s  %5d days  %9d bytes"
                .formatted(
                    file.getString("path"),
                    file.getString("rule"),
                    file.getLong("age_days"),
                    file.getLong("size"))));
  }
}
