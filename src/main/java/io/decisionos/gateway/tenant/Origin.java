package io.decisionos.gateway.tenant;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where an effective value was set.
 *
 * @param source {@code tenant}, {@code global} or {@code default}, which is set nowhere
 * @param line counted from 1; empty if the file does not say it
 */
public record Origin(String source, Optional<String> file, OptionalInt line) {

  /** A tenant's own file. */
  public static Origin tenant(String file, OptionalInt line) {
    return new Origin("tenant", Optional.of(file), line);
  }

  /** A file under {@code conf/}; if it leaves the key out, the value is built in. */
  public static Origin global(String file, OptionalInt line) {
    return new Origin("global", line.isPresent() ? Optional.of(file) : Optional.empty(), line);
  }

  /** What holds if no file says anything. */
  static Origin builtIn() {
    return new Origin("default", Optional.empty(), OptionalInt.empty());
  }

  /** Writes the origin beside a value. */
  public JsonObject on(JsonObject json) {
    json.put("source", source);
    file.ifPresent(name -> json.put("file", name));
    line.ifPresent(number -> json.put("line", number));
    return json;
  }
}
