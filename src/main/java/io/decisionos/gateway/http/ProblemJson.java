package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Problems as {@code application/problem+json} (RFC 9457). Pure. */
final class ProblemJson {
  private static final String TYPE_PREFIX = "urn:decisionos:problem:";
  private static final int USUAL_BYTES = 512;
  private static final byte QUOTE = '"';
  private static final byte COMMA = ',';
  private static final byte END = '}';
  private static final Map<ProblemType, Frame> FRAMES = frames();

  private ProblemJson() {}

  /** The problem as an answer that can be kept. */
  static Answer answer(Problem problem, String requestId) {
    return new Answer(
        problem.type().status(),
        "application/problem+json",
        body(problem, requestId),
        Optional.empty(),
        List.of());
  }

  /**
   * The document; what is the same for all problems of a type is not encoded anew.
   *
   * @param requestId as {@link RequestId} makes it, without a character that JSON escapes
   */
  static Buffer body(Problem problem, String requestId) {
    Frame frame = FRAMES.get(problem.type());
    Buffer body =
        Buffer.buffer(USUAL_BYTES)
            .appendBuffer(frame.head())
            .appendBuffer(Json.encodeToBuffer(problem.detail()))
            .appendBuffer(frame.middle())
            .appendString(requestId)
            .appendByte(QUOTE);
    if (!problem.members().isEmpty()) {
      body.appendByte(COMMA).appendBuffer(members(new JsonObject(problem.members())));
    }
    return body.appendByte(END);
  }

  /** The members of an object, without its braces. */
  private static Buffer members(JsonObject object) {
    Buffer whole = object.toBuffer();
    return whole.slice(1, whole.length() - 1);
  }

  private static Map<ProblemType, Frame> frames() {
    var frames = new EnumMap<ProblemType, Frame>(ProblemType.class);
    for (ProblemType type : ProblemType.values()) {
      frames.put(type, Frame.of(type));
    }
    return Collections.unmodifiableMap(frames);
  }

  /**
   * What stands around the detail of each problem of a type.
   *
   * @param middle from the detail to the request id
   */
  private record Frame(Buffer head, Buffer middle) {
    static Frame of(ProblemType type) {
      var first =
          new JsonObject()
              .put("type", TYPE_PREFIX + type.reasonCode())
              .put("title", type.title())
              .put("status", type.status());
      var last = new JsonObject().put("reason_code", type.reasonCode());
      return new Frame(
          Buffer.buffer("{").appendBuffer(members(first)).appendString(",\"detail\":"),
          Buffer.buffer(",").appendBuffer(members(last)).appendString(",\"request_id\":\""));
    }
  }

  /** The delay in whole seconds, rounded up, at least one. */
  static long wholeSeconds(Duration delay) {
    return Math.max(1, delay.plusMillis(999).toSeconds());
  }
}
