package io.decisionos.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A successful answer, ready to be sent, perhaps many times: nothing in it may change.
 *
 * @param etag the strong entity tag, quotes included
 * @param headers further header fields, in order
 */
public record Answer(
    int status,
    CharSequence contentType,
    Buffer body,
    Optional<String> etag,
    List<Map.Entry<String, String>> headers) {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  /** JSON under an entity tag, for a caller's own cache to revalidate. */
  public static Answer json(Buffer body, String etag) {
    return new Answer(200, JSON, body, Optional.of(etag), List.of());
  }

  /** Finished JSON that nobody should keep. */
  public static Answer json(Buffer body) {
    return new Answer(200, JSON, body, Optional.empty(), List.of());
  }

  /** JSON that nobody should keep. */
  public static Answer json(int status, JsonObject body) {
    return new Answer(status, JSON, body.toBuffer(), Optional.empty(), List.of());
  }

  /** Text of another type that nobody should keep. */
  public static Answer text(String contentType, String body) {
    return new Answer(200, contentType, Buffer.buffer(body), Optional.empty(), List.of());
  }

  public Answer withStatus(int other) {
    return new Answer(other, contentType, body, etag, headers);
  }
}
