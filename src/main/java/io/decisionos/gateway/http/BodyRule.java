package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import java.util.List;
import java.util.Locale;

/**
 * Which request body a route takes.
 *
 * @param media what is taken
 * @param maxBytes the largest body
 */
public record BodyRule(Media media, long maxBytes) {
  /** The route takes no body; one that comes is not read. */
  public static final BodyRule NONE = new BodyRule(Media.NONE, 0);

  static final String JSON_TYPE = "application/json";

  /** Media types that routes take. */
  public enum Media {
    NONE("nothing"),
    /** Anything; it only tells apart requests that share an {@code Idempotency-Key}. */
    UNUSED("anything"),
    /** {@code application/json} alone; no type at all counts as JSON. */
    JSON("application/json"),
    /** JSON that must say so, which keeps plain forms of other sites out. */
    EXPLICIT_JSON("application/json"),
    /** JSON, or {@code application/x-ndjson}. */
    JSON_LINES("application/json or application/x-ndjson");

    private final String description;

    Media(String description) {
      this.description = description;
    }

    String describe() {
      return description;
    }
  }

  public static BodyRule json(long maxBytes) {
    return new BodyRule(Media.JSON, maxBytes);
  }

  /** A body that means nothing to the route. */
  public static BodyRule unused(long maxBytes) {
    return new BodyRule(Media.UNUSED, maxBytes);
  }

  boolean readsBody() {
    return media != Media.NONE;
  }

  /** Tells whether these values of {@code Content-Type} are taken; two say two things. */
  boolean accepts(List<String> contentTypes) {
    return switch (media) {
      case NONE, UNUSED -> true;
      case JSON -> contentTypes.isEmpty() || isOne(contentTypes, JSON_TYPE);
      case EXPLICIT_JSON -> isOne(contentTypes, JSON_TYPE);
      case JSON_LINES ->
          contentTypes.isEmpty()
              || isOne(contentTypes, JSON_TYPE)
              || isOne(contentTypes, "application/x-ndjson");
    };
  }

  ProblemException wrongType() {
    return Problem.of(
            ProblemType.REQUEST_UNSUPPORTED_MEDIA_TYPE,
            "Send the body as " + media.describe() + ".")
        .asException();
  }

  private static boolean isOne(List<String> contentTypes, String type) {
    return contentTypes.size() == 1 && essence(contentTypes.get(0)).equals(type);
  }

  /** The type without its parameters, in lower case. */
  static String essence(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
