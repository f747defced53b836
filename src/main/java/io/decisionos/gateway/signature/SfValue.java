package io.decisionos.gateway.signature;

import java.util.Base64;
import java.util.Optional;

/**
 * A bare item of a structured field (RFC 8941 section 3.3), as it is spelled in the one way there
 * is. Immutable.
 *
 * @param text what a string says, the base64 of bytes, or how any other item is spelled
 */
public record SfValue(Type type, String text) {

  /** What an item is. */
  public enum Type {
    INTEGER,
    DECIMAL,
    STRING,
    TOKEN,
    BYTES,
    BOOLEAN
  }

  public static SfValue string(String text) {
    return new SfValue(Type.STRING, text);
  }

  public static SfValue integer(long number) {
    return new SfValue(Type.INTEGER, Long.toString(number));
  }

  /** What a string says; empty if it is no string. */
  public Optional<String> asString() {
    return type == Type.STRING ? Optional.of(text) : Optional.empty();
  }

  /** The integer; empty if it is none. */
  public Optional<Long> asInteger() {
    return type == Type.INTEGER ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** The bytes; empty if it is none, or if their base64 is. */
  Optional<byte[]> asBytes() {
    if (type != Type.BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The item as fields spell it. */
  String spelled() {
    return switch (type) {
      case STRING -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case BYTES -> ':' + text + ':';
      default -> text;
    };
  }
}
