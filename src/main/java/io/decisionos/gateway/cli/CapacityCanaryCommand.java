package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tunes a roll-out to the traffic of a tenant. */
@Command(
    name = "canary",
    description =
        "Prints conf/canary.yaml with steps long enough to see the error rate of a tenant rise by"
            + " so much (two-sided alpha 0.05, power 0.8), by its traffic of the last day. Exit"
            + " code 0; 1: its traffic does not suffice; 2: the gateway cannot be asked.",
    mixinStandardHelpOptions = true)
final class CapacityCanaryCommand implements Callable<Integer> {
  private static final double SECONDS_OF_DAY = 86_400;
  private static final int TOO_LITTLE = 1;
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;
  @Mixin private OpsTarget target;

  @Option(names = "--tenant", required = true, description = "whose traffic")
  private String tenant;

  @Option(
      names = "--detect",
      required = true,
      description = "the rise of the error rate to be seen, above 0 and below 1, such as 0.01")
  private String detected;

  private double detect;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      defaultValue = "${bundle:decisionos.conf}/canary.yaml",
      description = "the steps (${DEFAULT-VALUE})")
  private Path file;

  @Override
  public Integer call() throws IOException {
    detect = detected.matches("0?\\.[0-9]{1,9}") ? Double.parseDouble(detected) : 0;
    if (!(detect > 0) || TenantId.parse(tenant).isEmpty()) {
      return fail(
          UNUSABLE,
          "found --tenant "
              + tenant
              + " --detect "
              + detected
              + ", expected a tenant's id"
              + " and a number above 0 and below 1");
    }
    CanaryPlan.Reading reading =
        CanaryPlan.read(file.getFileName().toString(), Files.readAllBytes(file));
    if (reading.plan().isEmpty()) {
      return fail(UNUSABLE, reading.faults().get(0).toString());
    }
    try {
      OpsClient client = target.client();
      // Nobody's traffic is as little as that of a tenant who asked nothing.
      JsonObject unused = client.get("/ops/tenants/" + tenant);
      return tune(reading.plan().get(), client);
    } catch (Unreachable e) {
      return fail(UNUSABLE, Cause.words(e));
    }
  }

  private int tune(CanaryPlan plan, OpsClient client) throws Unreachable {
    double perSecond = requests(client) / SECONDS_OF_DAY;
    double rate = errorRate(client);
    if (rate + detect > 1) {
      return fail(TOO_LITTLE, "its error rate is " + rate + " and cannot rise by " + detect);
    }
    long needed = SampleSize.of(rate, detect);
    Optional<CanaryPlan> tuned = plan.tuned(perSecond, needed);
    if (tuned.isEmpty()) {
      return fail(
          TOO_LITTLE,
          "the traffic of %s does not suffice: each step needs %d requests, a day has %d"
              .formatted(tenant, needed, Math.round(perSecond * SECONDS_OF_DAY)));
    }
    spec.commandLine().getOut().println(tuned.get().json().encodePrettily());
    return 0;
  }

  private long requests(OpsClient client) throws Unreachable {
    return of(client.get("/ops/usage?window=24h")).getLong("requests", 0L);
  }

  /** The share of bad answers in three days; 0 if there were none. */
  private double errorRate(OpsClient client) throws Unreachable {
    return of(client.get("/ops/slo")).getJsonArray("objectives", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(objective -> objective.getString("key").equals("error_rate_max"))
        .map(objective -> objective.getJsonObject("windows").getJsonObject("3d"))
        .filter(window -> window.getLong("requests") > 0)
        .mapToDouble(window -> window.getDouble("bad") / window.getLong("requests"))
        .findFirst()
        .orElse(0);
  }

  private JsonObject of(JsonObject answer) {
    return answer
        .getJsonObject("tenants", new JsonObject())
        .getJsonObject(tenant, new JsonObject());
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("capacity canary: " + why);
    return code;
  }
}
