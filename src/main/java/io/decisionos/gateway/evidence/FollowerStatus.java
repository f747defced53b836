package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.Totals;
import io.decisionos.gateway.evidence.scan.EvidenceFollower;
import io.decisionos.gateway.evidence.scan.OpenReadings;
import io.decisionos.gateway.evidence.scan.ScanProgress;
import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Says how well the files are followed. Stateless. */
public final class FollowerStatus {
  /** The largest and most awkward file is read and judged in less. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private FollowerStatus() {}

  /** What the scans are doing, for operators. */
  static JsonObject json(EvidenceFollower follower) {
    var json = new JsonObject().put("scanning", follower.scanning());
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
  static Check check(EvidenceIndex index, EvidenceFollower follower) {
    JsonObject details = totals(index.totals()).put("tampered_files", EvidenceNews.tampered(index));
    if (!index.faults().isEmpty()) {
      return unreadable(index.faults(), details);
    }
    if (follower.unwatchedFolders() > 0) {
      return Check.degraded(
          "%d folder(s) of evidence cannot be watched".formatted(follower.unwatchedFolders()),
          "raise fs.inotify.max_user_watches; until then sweeps find the changes",
          details);
    }
    return slowReading(follower.longestReading(), details)
        .orElseGet(() -> firstScan(follower, details));
  }

  /** A check that names a file whose reading should long have ended. */
  public static Optional<Check> slowReading(
      Optional<OpenReadings.Reading> longest, JsonObject details) {
    return longest
        .filter(reading -> reading.since().compareTo(LONG) >= 0)
        .map(
            reading ->
                Check.degraded(
                    "evidence \"%s\" has been read for %d s"
                        .formatted(reading.path().text(), reading.since().toSeconds()),
                    "see whether its file system answers; a restart frees the thread that waits",
                    details));
  }

  private static Check firstScan(EvidenceFollower follower, JsonObject details) {
    if (follower.lastScan().isEmpty()) {
      follower.running().ifPresent(progress -> details.put("progress", progress(progress)));
      return Check.degraded("the first scan is still running", "wait for it to end", details);
    }
    return Check.ok(details);
  }

  private static Check unreadable(Map<String, String> faults, JsonObject details) {
    Map.Entry<String, String> first = faults.entrySet().iterator().next();
    return Check.degraded(
        "%d folder(s) of evidence cannot be read, such as \"%s\": %s"
            .formatted(faults.size(), first.getKey(), first.getValue()),
        "make the folders readable for the gateway's user; GET /ops/evidence lists them",
        details);
  }

  private static JsonObject totals(Totals totals) {
    return new JsonObject()
        .put("files", totals.files())
        .put("tampered", totals.tampered())
        .put("unknown", totals.unknown());
  }
}
