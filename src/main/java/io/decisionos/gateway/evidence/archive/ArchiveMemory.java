package io.decisionos.gateway.evidence.archive;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.evidence.keep.Holds.Held;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the archive was told beside the files themselves, so that it hears of changes and of nothing
 * twice. Immutable.
 *
 * @param days for how many days all files of a tenant are locked there at least
 * @param held what may be held there
 */
public record ArchiveMemory(Map<TenantId, Long> days, Set<Held> held) {
  public static final ArchiveMemory NONE = new ArchiveMemory(Map.of(), Set.of());

  public ArchiveMemory {
    days = Map.copyOf(days);
    held = Set.copyOf(held);
  }

  /**
   * What was written.
   *
   * @throws IOException if there is a file and it does not say
   */
  public static ArchiveMemory read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      var json = new JsonObject(Files.readString(file));
      var days = new TreeMap<TenantId, Long>();
      JsonObject rows = json.getJsonObject("days");
      rows.fieldNames().forEach(id -> days.put(new TenantId(id), rows.getLong(id)));
      var held = new TreeSet<Held>();
      for (Object row : json.getJsonArray("held")) {
        var what = (JsonObject) row;
        held.add(new Held(new TenantId(what.getString("tenant")), what.getString("id")));
      }
      return new ArchiveMemory(days, held);
    } catch (RuntimeException e) {
      throw new IOException(
          file + ": found what the gateway did not write, expected what the archive was told", e);
    }
  }

  /** Has it on the disk when it returns. */
  public void write(Path file) throws IOException {
    var rows = new JsonObject();
    new TreeMap<>(days).forEach((tenant, most) -> rows.put(tenant.value(), most));
    var all = new JsonArray();
    new TreeSet<>(held)
        .forEach(
            what ->
                all.add(
                    new JsonObject().put("tenant", what.tenant().value()).put("id", what.id())));
    Durable.write(file, new JsonObject().put("days", rows).put("held", all).encode() + "\n");
  }

  public ArchiveMemory with(TenantId tenant, long most) {
    var next = new TreeMap<>(days);
    next.put(tenant, most);
    return new ArchiveMemory(next, held);
  }

  public ArchiveMemory withHeld(Set<Held> next) {
    return new ArchiveMemory(days, next);
  }
}
