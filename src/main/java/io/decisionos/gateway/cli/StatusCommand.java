package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a running gateway fares. */
@Command(
    name = "status",
    description =
        "Says whether the gateway is ready, what is wrong and what to do, and the latest notices."
            + " Exit code 0 when it is ready, 1 when it is not, 2 when it cannot be asked.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int NOT_READY = 1;
  private static final int UNREACHABLE = 2;
  private static final int OK = 200;

  @Spec private CommandSpec spec;
  @Mixin private OpsTarget target;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(names = "--events", defaultValue = "10", description = "how many notices to show (10)")
  private int events;

  @Override
  public Integer call() {
    try {
      OpsClient client = target.client();
      OpsClient.Reply ready = client.ask("/readyz");
      if (!ready.json().containsKey("state")) {
        throw new Unreachable(target.url() + " is not the operators' listener; check --url");
      }
      if (!ready.json().containsKey("checks")) {
        client.requireOperators();
      }
      print(new Found(ready.json(), client, Math.max(1, Math.min(1000, events))));
      return ready.status() == OK ? 0 : NOT_READY;
    } catch (Unreachable e) {
      spec.commandLine().getErr().println("status: " + Cause.words(e));
      return UNREACHABLE;
    }
  }

  /** What the gateway says; the events are left out if they may not be read. */
  private record Found(JsonObject ready, OpsClient client, int events) {
    Optional<String> trouble(JsonArray latest) {
      try {
        JsonObject page = client.get("/ops/events?limit=" + events);
        page.getJsonArray("events").forEach(latest::add);
        return Optional.empty();
      } catch (Unreachable e) {
        return Optional.of(Cause.words(e));
      }
    }
  }

  private void print(Found found) {
    var latest = new JsonArray();
    Optional<String> trouble = found.trouble(latest);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(found.ready().copy().put("events", latest).encodePrettily() + "\n");
    } else {
      out.print(StatusText.of(target.url(), found.ready(), latest));
      trouble.ifPresent(why -> out.println("  not to be had: " + why));
    }
  }
}
