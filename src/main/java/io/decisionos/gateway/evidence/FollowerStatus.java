package io.decisionos.gateway.evidence;

import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Says how well the files are followed. Stateless. */
final class FollowerStatus {
  private FollowerStatus() {}

  /** What the scans are doing, for operators. */
  static JsonObject json(EvidenceFollower follower) {
    var json = new JsonObject().put("scanning", follower.running().isPresent());
    follower.running().ifPresent(progress -> json.put("progress", progress(progress)));
    follower
        .lastScan()
        .ifPresent(
            scan ->
                json.put(
                    "last_scan",
                    progress(scan.progress())
                        .put("finished_at", scan.finishedAt().toString())
                        .put("took_ms", scan.took().toMillis())));
    return json.put(
        "rehash",
        new JsonObject()
            .put("progress", follower.rehash().progress())
            .put("rounds", follower.rehash().rounds()));
  }

  private static JsonObject progress(ScanProgress progress) {
    return new JsonObject()
        .put("files_seen", progress.filesSeen())
        .put("files_read", progress.filesRead())
        .put("bytes_read", progress.bytesRead());
  }

  /** The answer to "are you ready?". */
  static Check check(Map<String, String> faults, EvidenceFollower follower, JsonObject details) {
    if (!faults.isEmpty()) {
      Map.Entry<String, String> first = faults.entrySet().iterator().next();
      return Check.degraded(
          "%d folder(s) of evidence cannot be read, such as \"%s\": %s"
              .formatted(faults.size(), first.getKey(), first.getValue()),
          "make the folders readable for the gateway's user; GET /ops/evidence lists them",
          details);
    }
    if (follower.unwatchedFolders() > 0) {
      return Check.degraded(
          "%d folder(s) of evidence cannot be watched".formatted(follower.unwatchedFolders()),
          "raise fs.inotify.max_user_watches; until then sweeps find the changes",
          details);
    }
    return follower.lastScan().isPresent()
        ? Check.ok(details)
        : Check.degraded("the first scan is still running", "wait for it to end", details);
  }
}
