package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.EvidenceChannels.PlanMade;
import io.decisionos.gateway.evidence.EvidenceChannels.RunDone;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.keep.Plan;
import io.decisionos.gateway.evidence.keep.Plan.Deletion;
import io.decisionos.gateway.evidence.keep.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Plans and their runs as operators read them. Pure. */
final class GcJson {
  private static final List<Verdict> REASONS =
      List.of(
          Verdict.YOUNG,
          Verdict.KEEP_MIN,
          Verdict.HELD,
          Verdict.TAMPERED,
          Verdict.UNKNOWN,
          Verdict.NOT_ARCHIVED);

  private GcJson() {}

  static JsonObject of(PlanMade made) {
    Plan plan = made.plan();
    var kept = new JsonObject();
    for (Verdict reason : REASONS) {
      kept.put(reason.name().toLowerCase(Locale.ROOT), plan.kept().getOrDefault(reason, 0L));
    }
    return new JsonObject()
        .put("plan", made.id())
        .put("at", plan.at().toString())
        .put("expires_at", made.expiresAt().toString())
        .put("delete", rows(plan.delete()))
        .put("kept", kept)
        .put("count", plan.delete().size())
        .put("bytes", plan.bytes())
        .put("by_tenant", byTenant(plan.delete()));
  }

  static JsonObject of(RunDone done) {
    var skipped = new JsonArray();
    done.skipped()
        .forEach(
            file -> skipped.add(new JsonObject().put("path", file.path()).put("why", file.why())));
    return new JsonObject()
        .put("deleted", rows(done.deleted()))
        .put("skipped", skipped)
        .put("freed_bytes", done.deleted().stream().mapToLong(Deletion::bytes).sum());
  }

  private static JsonArray rows(List<Deletion> files) {
    var rows = new JsonArray();
    files.forEach(file -> rows.add(row(file)));
    return rows;
  }

  private static JsonObject row(Deletion file) {
    return new JsonObject()
        .put("tenant", file.tenant().value())
        .put("id", file.entry().path().id())
        .put("path", file.entry().path().text())
        .put("tier", file.entry().tier().name())
        .put("size", file.bytes())
        .put("sha256", file.entry().sha256().map(Sha256::hex).orElse(null))
        .put("rule", file.rule())
        .put("age_days", file.age().toDays());
  }

  private static JsonObject byTenant(List<Deletion> files) {
    Map<String, long[]> sums = new TreeMap<>();
    for (Deletion file : files) {
      long[] sum = sums.computeIfAbsent(file.tenant().value(), tenant -> new long[2]);
      sum[0]++;
      sum[1] += file.bytes();
    }
    var json = new JsonObject();
    sums.forEach(
        (tenant, sum) ->
            json.put(tenant, new JsonObject().put("count", sum[0]).put("bytes", sum[1])));
    return json;
  }
}
