package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.evidence.keep.Hold;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.Holds.Held;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Keeps the holds over restarts, in one small file that is written whole. A file that cannot be
 * read ends the start: nothing must be let go of because a hold was forgotten.
 */
public final class HoldFile {
  private final Path file;

  public HoldFile(Path file) {
    this.file = file;
  }

  /**
   * The holds of the last run.
   *
   * @throws IOException if there is a file and it does not say
   */
  public Holds read() throws IOException {
    if (!Files.exists(file)) {
      return Holds.NONE;
    }
    try {
      return holds(new JsonObject(Files.readString(file)));
    } catch (RuntimeException e) {
      throw new IOException(
          file + ": found what is no list of holds, expected the one that the gateway wrote", e);
    }
  }

  /**
   * Reads holds as the file has them.
   *
   * @throws RuntimeException if the object has another form
   */
  public static Holds holds(JsonObject json) {
    Holds holds = Holds.NONE;
    for (Object row : json.getJsonArray("holds")) {
      var hold = (JsonObject) row;
      var what = new Held(new TenantId(hold.getString("tenant")), hold.getString("id"));
      holds = holds.with(what, hold(hold));
    }
    return holds;
  }

  private static Hold hold(JsonObject json) {
    return new Hold(
        json.getString("reason"), Instant.parse(json.getString("at")), json.getString("by"));
  }

  /** Has the holds on the disk when it returns. */
  public void write(Holds holds) throws IOException {
    Durable.write(file, json(holds).encode() + "\n");
  }

  /** The holds as the file has them, and answers too. */
  public static JsonObject json(Holds holds) {
    var rows = new JsonArray();
    holds.all().forEach((what, hold) -> rows.add(json(what, hold)));
    return new JsonObject().put("holds", rows);
  }

  /** One hold. */
  public static JsonObject json(Held what, Hold hold) {
    return new JsonObject()
        .put("tenant", what.tenant().value())
        .put("id", what.id())
        .put("reason", hold.reason())
        .put("at", hold.at().toString())
        .put("by", hold.by());
  }
}
