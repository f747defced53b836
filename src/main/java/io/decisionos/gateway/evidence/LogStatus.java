package io.decisionos.gateway.evidence;

import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Says how well the logs are kept. Stateless. */
final class LogStatus {
  private static final int MOST_NAMED = 50;

  private LogStatus() {}

  /**
   * The answer to "are you ready?".
   *
   * @param files what is said of the files themselves
   */
  static Check check(Check files, Collection<TenantRecorder> logs) {
    List<TenantRecorder> stopped =
        logs.stream().filter(log -> log.stopped().isPresent()).sorted(BY_TENANT).toList();
    List<TenantRecorder> missing =
        logs.stream().filter(TenantRecorder::isMissing).sorted(BY_TENANT).toList();
    JsonObject details = files.details();
    if (!stopped.isEmpty()) {
      details.put("logs_stopped", stopped(stopped));
    }
    if (!missing.isEmpty()) {
      details.put("lost_of", names(missing));
    }
    if (files.state() != Check.State.OK) {
      return files;
    }
    if (!stopped.isEmpty()) {
      return stopped(stopped, details);
    }
    return missing.isEmpty() ? files : missing(missing, details);
  }

  private static final Comparator<TenantRecorder> BY_TENANT =
      Comparator.comparing(TenantRecorder::tenant);

  private static Check stopped(List<TenantRecorder> stopped, JsonObject details) {
    TenantRecorder first = stopped.get(0);
    return Check.degraded(
        "%d log(s) of evidence stopped, such as that of %s: %s"
            .formatted(stopped.size(), first.tenant(), first.stopped().orElse("")),
        "put the files of .log back as they were; after a restore that is meant, stop the gateway"
            + " and run ./run.sh evidence log-accept --tenant "
            + first.tenant(),
        details);
  }

  private static Check missing(List<TenantRecorder> missing, JsonObject details) {
    TenantRecorder first = missing.get(0);
    String cause =
        first.isWithheld()
            ? "many files of %s are gone at once; nothing is logged of it".formatted(first.tenant())
            : "files of %s are gone, and not by the gateway".formatted(first.tenant());
    return Check.degraded(
        cause,
        "put them back, or POST /ops/evidence/lost/acknowledge {\"tenant\": \"%s\"}"
            .formatted(first.tenant()),
        details);
  }

  private static JsonArray stopped(List<TenantRecorder> logs) {
    var array = new JsonArray();
    logs.stream()
        .limit(MOST_NAMED)
        .forEach(
            log ->
                array.add(
                    new JsonObject()
                        .put("tenant_id", log.tenant().value())
                        .put("cause", log.stopped().orElse(null))));
    return array;
  }

  private static JsonArray names(List<TenantRecorder> logs) {
    var array = new JsonArray();
    logs.stream().limit(MOST_NAMED).forEach(log -> array.add(log.tenant().value()));
    return array;
  }
}
