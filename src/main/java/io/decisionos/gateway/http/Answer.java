package io.decisionos.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A successful answer, ready to be sent, perhaps many times: nothing in it may change.
 *
 * @param etag the strong entity tag, quotes included
 * @param headers further header fields, in order
 * @param feed if the body is a stream of server-sent events: called once for each request, in its
 *     context, when the head is out; what {@code body} holds is not sent then
 */
public record Answer(
    int status,
    CharSequence contentType,
    Buffer body,
    Optional<CharSequence> etag,
    List<Map.Entry<String, String>> headers,
    Optional<Consumer<EventStream>> feed) {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream");

  /** An answer that is whole. */
  public Answer(
      int status,
      CharSequence contentType,
      Buffer body,
      Optional<CharSequence> etag,
      List<Map.Entry<String, String>> headers) {
    this(status, contentType, body, etag, headers, Optional.empty());
  }

  /**
   * A stream of server-sent events, which ends when the feed or the reader closes it, or with the
   * listener.
   *
   * @param feed takes the stream when its head is out and sends events until it is closed
   */
  public static Answer events(Consumer<EventStream> feed) {
    return new Answer(200, EVENTS, Buffer.buffer(), Optional.empty(), List.of(), Optional.of(feed));
  }

  /** JSON under an entity tag, for a caller's own cache to revalidate. */
  public static Answer json(Buffer body, String etag) {
    return new Answer(200, JSON, body, Optional.of(HttpHeaders.createOptimized(etag)), List.of());
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

  /** This answer with one header field more. */
  public Answer with(Map.Entry<String, String> header) {
    var more = new ArrayList<>(headers);
    more.add(header);
    return new Answer(status, contentType, body, etag, List.copyOf(more), feed);
  }

  /** How long the answer may be kept, if it says so itself; a 304 says so, too. */
  Optional<String> cacheControl() {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("Cache-Control")) {
        return Optional.of(header.getValue());
      }
    }
    return Optional.empty();
  }

  public Answer withStatus(int other) {
    return new Answer(other, contentType, body, etag, headers, feed);
  }
}
