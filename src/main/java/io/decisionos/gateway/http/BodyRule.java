package io.decisionos.gateway.http;

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

  /** Media types that routes take. */
  public enum Media {
    NONE("nothing"),
    /** {@code application/json} and {@code +json}; no type at all counts as JSON. */
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

  boolean readsBody() {
    return media != Media.NONE;
  }

  /** Tells whether a {@code Content-Type} is taken; null where the request has none. */
  boolean accepts(String contentType) {
    return switch (media) {
      case NONE -> true;
      case JSON -> contentType == null || isJson(contentType);
      case EXPLICIT_JSON -> contentType != null && isJson(contentType);
      case JSON_LINES ->
          contentType == null
              || isJson(contentType)
              || essence(contentType).equals("application/x-ndjson");
    };
  }

  private static boolean isJson(String contentType) {
    String essence = essence(contentType);
    return essence.equals("application/json")
        || (essence.startsWith("application/") && essence.endsWith("+json"));
  }

  /** The type without its parameters, in lower case. */
  static String essence(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
