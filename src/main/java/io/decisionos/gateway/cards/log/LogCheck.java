package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.follow.Unreadable;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /readyz} says of the events.
 *
 * @param write why tenants' events cannot be written
 * @param open why tenants' logs cannot be opened
 * @param unreadable files of other processes
 * @param topic why the topic of all gateways cannot be used
 */
record LogCheck(
    Map<TenantId, Problem> write,
    Map<TenantId, String> open,
    Unreadable unreadable,
    LogMeters.Totals totals,
    Optional<String> topic) {

  Check check() {
    JsonObject details = details();
    if (write.values().stream().anyMatch(LogCheck::isOfTheDisk)) {
      return Check.failing(
          "events cannot be written: " + write.values().iterator().next().detail(),
          "free or mend the disk under the data directory");
    }
    if (topic.isPresent()) {
      return Check.degraded(
          "events cannot be taken in: " + topic.get(),
          "see that events.kafka_servers can be reached and have enough replicas in step",
          details);
    }
    if (!write.isEmpty() || !open.isEmpty()) {
      return Check.degraded(
          "the events of " + affected() + " cannot be used",
          "look into the log for the cause, and at the rights of events/ in the data directory",
          details);
    }
    if (!unreadable.isEmpty()) {
      return Check.degraded(
          "files of events of other processes cannot be followed: " + unreadable.cause(),
          "let the gateway's user read the files that are listed, or take them away",
          details);
    }
    if (totals.damaged() > 0) {
      return Check.degraded(
          totals.damaged() + " damaged place(s) in the logs of events were passed over",
          "look into the log for the files; restore them from a backup, or accept the loss",
          details);
    }
    return Check.ok(details);
  }

  private static boolean isOfTheDisk(Problem problem) {
    return problem.type() == ProblemType.STORAGE_FULL || problem.members().containsKey("outcome");
  }

  private String affected() {
    return write.isEmpty() ? open.keySet().toString() : write.keySet().toString();
  }

  private JsonObject details() {
    var details =
        new JsonObject()
            .put("events", totals.counted())
            .put("bytes", totals.bytes())
            .put("bad_lines", totals.badLines())
            .put("behind_bytes", totals.behind());
    if (!unreadable.isEmpty()) {
      details.put("unreadable", new JsonArray(unreadable.listed()));
    }
    return details;
  }
}
