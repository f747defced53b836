package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.cli.TenantsDiff.Snapshot;
import io.decisionos.gateway.limit.Rate;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would change if other files were applied. */
@Command(
    name = "diff",
    description =
        "Says what would change if the files of DIR were applied to the running gateway, and how"
            + " many of the last hour's requests a lower max_qps would have refused. Without a"
            + " gateway the files are held against the tenants' directory. Exit code 1 if files of"
            + " DIR are invalid, 2 if there is nothing to compare.",
    mixinStandardHelpOptions = true)
final class TenantsDiffCommand implements Callable<Integer> {
  private static final int NOT_TO_BE_HAD = 2;

  @Spec private CommandSpec spec;
  @Mixin private OpsTarget target;

  @Parameters(paramLabel = "DIR", description = "the directory with the files to be applied")
  private Path directory;

  @Option(names = "--offline", description = "do not ask a gateway")
  private boolean offline;

  @Option(
      names = "--tenants",
      defaultValue = "${bundle:decisionos.tenants}",
      description = "the tenants' directory, if no gateway is asked (${DEFAULT-VALUE})")
  private Path tenants;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(names = "--allow-empty", description = "DIR may hold no file: then every tenant goes")
  private boolean allowEmpty;

  @Override
  public Integer call() {
    try {
      TenantFiles next = there(directory, allowEmpty);
      Before before = before();
      List<TenantsDiff.Change> changes =
          TenantsDiff.between(before.tenants(), snapshots(next), next.invalidIds());
      print(before, next, changes, refusals(before, next, changes));
      return next.faults().isEmpty() ? 0 : 1;
    } catch (Unreachable e) {
      spec.commandLine().getErr().println("diff: " + Cause.words(e));
      return NOT_TO_BE_HAD;
    }
  }

  /** The files of a directory that is there, with files in it. */
  private static TenantFiles there(Path directory, boolean mayBeEmpty) throws Unreachable {
    TenantFiles files = TenantFiles.of(directory);
    boolean nothing = !files.trouble().isEmpty() || (files.count() == 0 && !mayBeEmpty);
    if (nothing) {
      throw new Unreachable(files.faultsOrNothing(directory.toString()).get(0).toString());
    }
    return files;
  }

  /** What the files are held against, and the gateway if one was asked. */
  private record Before(String name, Map<String, Snapshot> tenants, Optional<OpsClient> gateway) {}

  private Before before() throws Unreachable {
    OpsClient client = target.client();
    if (!offline && client.answers()) {
      return new Before("the gateway at " + target.url(), running(client), Optional.of(client));
    }
    String why = offline ? "" : ", as no gateway answers at " + target.url();
    return new Before(tenants + why, snapshots(there(tenants, true)), Optional.empty());
  }

  private static Map<String, Snapshot> running(OpsClient client) throws Unreachable {
    var found = new TreeMap<String, Snapshot>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      String from = URLEncoder.encode(cursor.get(), StandardCharsets.UTF_8);
      JsonObject page = client.get("/ops/tenants?fields=true&limit=1000&cursor=" + from);
      for (Object row : page.getJsonArray("tenants")) {
        add(found, (JsonObject) row);
      }
      cursor = Optional.ofNullable(page.getString("next_cursor"));
    }
    return found;
  }

  private static void add(Map<String, Snapshot> found, JsonObject row) {
    JsonObject fields = row.getJsonObject("fields");
    if (fields != null) {
      boolean suspended = row.getString("status").equals("suspended");
      found.put(row.getString("tenant_id"), new Snapshot(suspended, fields));
    }
  }

  private static Map<String, Snapshot> snapshots(TenantFiles files) {
    var found = new TreeMap<String, Snapshot>();
    files
        .tenants()
        .forEach(
            (id, tenant) -> {
              var fields = JsonObject.mapFrom(tenant.file().parse().plain());
              found.put(id, new Snapshot(tenant.suspended(), fields));
            });
    return found;
  }

  /** By tenant, what a lower rate would have refused, as far as the gateway remembers. */
  private static Map<String, JsonObject> refusals(
      Before before, TenantFiles next, List<TenantsDiff.Change> changes) throws Unreachable {
    var refusals = new TreeMap<String, JsonObject>();
    if (before.gateway().isEmpty()) {
      return refusals;
    }
    for (TenantsDiff.Change change : changes) {
      Tenant tenant = next.tenants().get(change.tenant());
      Optional<Rate> rate = change.lowersRate() ? Rate.of(tenant.limits()) : Optional.empty();
      if (rate.isPresent()) {
        JsonObject traffic =
            before.gateway().get().get("/ops/traffic?seconds=3600&tenant=" + change.tenant());
        refusals.put(change.tenant(), RateReplay.of(traffic, rate.get()));
      }
    }
    return refusals;
  }

  private void print(
      Before before,
      TenantFiles next,
      List<TenantsDiff.Change> changes,
      Map<String, JsonObject> refusals) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(json(before, next, changes, refusals).encodePrettily() + "\n");
    } else {
      text(before, next, changes, refusals).forEach(line -> out.println(line));
    }
  }

  private List<String> text(
      Before before,
      TenantFiles next,
      List<TenantsDiff.Change> changes,
      Map<String, JsonObject> refusals) {
    var lines = new ArrayList<String>();
    lines.add("compared with " + before.name());
    next.faults().forEach(fault -> lines.add("invalid    " + fault));
    for (TenantsDiff.Change change : changes) {
      lines.add("%-9s  %s".formatted(change.what(), change.tenant()));
      change.details().forEach(detail -> lines.add("           " + detail));
      JsonObject refusal = refusals.get(change.tenant());
      if (refusal != null) {
        lines.add("           " + RateReplay.sentence(refusal));
      }
    }
    if (changes.isEmpty()) {
      lines.add("nothing would change");
    }
    return lines;
  }

  private static JsonObject json(
      Before before,
      TenantFiles next,
      List<TenantsDiff.Change> changes,
      Map<String, JsonObject> refusals) {
    var array = new JsonArray();
    for (TenantsDiff.Change change : changes) {
      array.add(
          new JsonObject()
              .put("tenant_id", change.tenant())
              .put("change", change.what())
              .put("details", new JsonArray(change.details()))
              .put("refusals", refusals.get(change.tenant())));
    }
    var errors = new JsonArray();
    next.faults().forEach(fault -> errors.add(fault.toString()));
    return new JsonObject()
        .put("compared_with", before.name())
        .put("errors", errors)
        .put("changes", array);
  }
}
