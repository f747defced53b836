package io.decisionos.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first answer to a request, for whoever repeats it.
 *
 * @param fingerprint of the request that it answers
 * @param requestId of that request
 */
public record KeptAnswer(String fingerprint, String requestId, Answer answer) {
  private static final Map.Entry<String, String> REPLAYED =
      Map.entry("Idempotency-Replayed", "true");

  /** The answer as a repeat gets it. */
  Answer again() {
    var headers = new ArrayList<>(answer.headers());
    headers.add(REPLAYED);
    headers.add(Map.entry(Responses.REQUEST_ID.toString(), requestId));
    return new Answer(
        answer.status(), answer.contentType(), answer.body(), answer.etag(), List.copyOf(headers));
  }

  /** This answer as bytes; its further header fields are none, as no write has any. */
  public Buffer toBuffer() {
    return new JsonObject()
        .put("fingerprint", fingerprint)
        .put("request_id", requestId)
        .put("status", answer.status())
        .put("type", answer.contentType().toString())
        .put("etag", answer.etag().map(CharSequence::toString).orElse(null))
        .put("body", answer.body().toString())
        .toBuffer();
  }

  /** Reads what {@link #toBuffer} wrote. */
  public static KeptAnswer of(Buffer bytes) {
    var json = new JsonObject(bytes);
    var answer =
        new Answer(
            json.getInteger("status"),
            json.getString("type"),
            Buffer.buffer(json.getString("body")),
            Optional.ofNullable(json.getString("etag")),
            List.of());
    return new KeptAnswer(json.getString("fingerprint"), json.getString("request_id"), answer);
  }
}
