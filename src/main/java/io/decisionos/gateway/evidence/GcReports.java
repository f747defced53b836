package io.decisionos.gateway.evidence;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.evidence.EvidenceChannels.PlanMade;
import io.decisionos.gateway.evidence.EvidenceChannels.RunDone;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the runs that nobody asked for have done: one file a day. Blocking, one call at a time. */
final class GcReports {
  private static final Logger LOG = LoggerFactory.getLogger(GcReports.class);
  private static final String NAME = "evidence_gc_";

  private final Path folder;

  GcReports(Path folder) {
    this.folder = folder;
  }

  /** When the last report was written; long ago if there is none. */
  Instant last() throws IOException {
    Instant last = Instant.EPOCH;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, NAME + "*.json")) {
        for (Path report : reports) {
          Instant written = Files.getLastModifiedTime(report).toInstant();
          last = written.isAfter(last) ? written : last;
        }
      }
    }
    return last;
  }

  /** Adds a run to the report of its day. */
  void write(PlanMade made, RunDone done, Instant now) throws IOException {
    String day = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
    Path file = Durable.folder(folder).resolve(NAME + day + ".json");
    JsonObject run = GcJson.of(done);
    JsonObject plan = GcJson.of(made);
    plan.remove("expires_at");
    plan.remove("delete");
    run.mergeIn(plan).put("finished_at", now.toString());
    JsonArray runs = earlier(file).add(run);
    Durable.write(file, new JsonObject().put("date", day).put("runs", runs).encodePrettily());
  }

  private static JsonArray earlier(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new JsonArray();
    }
    try {
      return new JsonObject(Files.readString(file)).getJsonArray("runs", new JsonArray());
    } catch (DecodeException | ClassCastException e) {
      LOG.warn("a report is begun anew, as the old one is none: {}", file.getFileName());
      return new JsonArray();
    }
  }
}
