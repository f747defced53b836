package io.decisionos.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a request's body as one JSON document in which nothing can be understood in two ways: UTF-8
 * alone, each member once, nothing after the end. Pure.
 */
public final class JsonBody {
  /** What to do about a body that is none. */
  private static final String ADVICE =
      "Send the body as JSON in UTF-8, each key once, with at most 1000 levels and 1000 digits in a"
          + " number.";

  private JsonBody() {}

  /** The document; a missing node if the body is empty, nothing if it is anything else. */
  public static Optional<JsonNode> read(Buffer body) {
    return read(body, Integer.MAX_VALUE, "");
  }

  /**
   * The same of a document with at most so many keys, values and brackets: the work that a body
   * makes is bounded by their number, which its bytes do not tell.
   *
   * @param advice what to send instead of one with more
   * @throws io.decisionos.gateway.fault.ProblemException if it has more
   */
  public static Optional<JsonNode> read(Buffer body, int mostTokens, String advice) {
    try {
      String text = decoded(body);
      if (StrictJson.DOCUMENT.hasMoreTokens(text, mostTokens)) {
        throw Problem.of(ProblemType.REQUEST_TOO_LARGE, advice).asException();
      }
      return Optional.of(StrictJson.DOCUMENT.tree(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The members of a small body, one JSON object; none if the body is empty. Whoever leaves a
   * member out may mean all there are, so one that is null is refused as one that is not known.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is anything else
   */
  public static JsonObject members(Buffer body, Set<String> known) {
    if (body.length() == 0) {
      return new JsonObject();
    }
    JsonNode read = read(body).filter(JsonNode::isObject).orElseThrow(() -> misread(known));
    for (Map.Entry<String, JsonNode> member : read.properties()) {
      if (!known.contains(member.getKey()) || member.getValue().isNull()) {
        throw misread(known);
      }
    }
    return new JsonObject(body);
  }

  private static RuntimeException misread(Set<String> known) {
    return Call.invalid(
        known.isEmpty()
            ? "Send no body, or {}."
            : "Send one JSON object in UTF-8, each key once and none of them null, with no other"
                + " keys than: "
                + String.join(", ", known.stream().sorted().toList())
                + ".");
  }

  private static String decoded(Buffer body) throws IOException {
    // Decoded first: given bytes, the parser would also take UTF-16 and UTF-32.
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
  }

  /** What to do about this body, of which nothing could be read, with the place of its fault. */
  public static String advice(Buffer body) {
    return place(body).map(place -> "The body is no such JSON " + place + ". ").orElse("") + ADVICE;
  }

  /** Where the body's fault is; empty if it has none, or it is not a matter of one place. */
  public static Optional<String> place(Buffer body) {
    try {
      StrictJson.DOCUMENT.tree(decoded(body));
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.ofNullable(e.getLocation())
          .map(at -> "at line " + at.getLineNr() + ", column " + at.getColumnNr());
    } catch (IOException e) {
      return Optional.of("at byte " + firstBadByte(body) + ", which is not UTF-8");
    }
  }

  private static int firstBadByte(Buffer body) {
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes());
    StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(body.length()), true);
    return bytes.position();
  }
}
