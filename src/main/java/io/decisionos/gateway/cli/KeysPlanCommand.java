package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.rotation.PlannedStep;
import io.decisionos.gateway.rotation.RotationPlan;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is to be done about keys next. */
@Command(
    name = "plan",
    description =
        "Prints for each keyset the one step that is due and the edit that makes it. Asks a running"
            + " gateway and the others of its fleet: a key is promoted once all of them know it,"
            + " and retired once none has met it for token_life_hours. Exit code 2 if it cannot be"
            + " asked.",
    mixinStandardHelpOptions = true)
final class KeysPlanCommand implements Callable<Integer> {
  private static final int NOT_TO_BE_HAD = 2;
  private static final int OK = 200;
  private static final String KEYS = "/ops/keys";
  private static final String NAME = "gateway";

  @Spec private CommandSpec spec;
  @Mixin private OpsTarget target;

  @Option(names = "--keyset", description = "only this keyset")
  private String keyset;

  @Override
  public Integer call() {
    try {
      List<PlannedStep> steps =
          steps().stream().filter(s -> keyset == null || s.keyset().equals(keyset)).toList();
      if (keyset != null && steps.isEmpty()) {
        return fail("--keyset: found \"" + keyset + "\", expected the name of a keyset");
      }
      PrintWriter out = spec.commandLine().getOut();
      steps.forEach(step -> print(out, step));
      if (steps.isEmpty()) {
        out.println("there are no keysets");
      }
      return 0;
    } catch (Unreachable e) {
      return fail(e.getMessage());
    }
  }

  private static void print(PrintWriter out, PlannedStep step) {
    String kid = step.kid().isEmpty() ? "" : " " + step.kid();
    out.println(Printable.of(step.keyset() + ": " + step.kind().word() + kid));
    out.println(Printable.of("  why   " + step.why()));
    if (step.isDue()) {
      out.println(Printable.of("  edit  " + step.edit()));
    }
  }

  private List<PlannedStep> steps() throws Unreachable {
    OpsClient client = target.client();
    Map<String, JsonObject> answers = new LinkedHashMap<>();
    List<String> silent = new ArrayList<>();
    JsonObject own = client.get(KEYS);
    answers.put("this gateway", own);
    OpsClient.Reply fleet = client.ask("/ops/fleet");
    if (fleet.status() != OK) {
      silent.add("the rest of the fleet, which cannot be asked for");
    } else {
      askOthers(own.getString(NAME), gateways(fleet.json()), answers, silent);
    }
    return RotationPlan.of(answers, silent, Clock.systemUTC().instant());
  }

  private static List<JsonObject> gateways(JsonObject fleet) {
    return fleet.getJsonArray("gateways", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private void askOthers(
      String own, List<JsonObject> gateways, Map<String, JsonObject> answers, List<String> silent) {
    var met = new HashSet<String>();
    for (JsonObject gateway : gateways) {
      String name = gateway.getString("name");
      if (!met.add(name)) {
        silent.add("another, as two are called " + name);
      } else if (!name.equals(own)) {
        ask(name, gateway.getJsonObject("addresses").getString("ops", ""))
            .ifPresentOrElse(answer -> answers.put(name, answer), () -> silent.add(named(gateway)));
      }
    }
  }

  /** What a gateway says; at an address that is good on its own machine alone others may answer. */
  private Optional<JsonObject> ask(String name, String address) {
    try {
      JsonObject answer = target.clientAt(address).get(KEYS);
      return Optional.of(answer).filter(said -> name.equals(said.getString(NAME)));
    } catch (Unreachable e) {
      return Optional.empty();
    }
  }

  private static String named(JsonObject gateway) {
    return gateway.getString("name")
        + " ("
        + gateway.getJsonObject("addresses").getString("ops")
        + ")";
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("keys plan: " + Printable.of(why));
    return NOT_TO_BE_HAD;
  }
}
