package io.decisionos.gateway.keys;

import java.nio.charset.StandardCharsets;

/**
 * What a source holds for a key, before anybody has looked at it. May be a secret, so it never
 * shows itself. Immutable.
 *
 * @param text a character for each byte
 */
public record Material(String text) {
  /** That of a file which cannot be read. */
  public static final Material NONE = new Material("");

  public static Material of(byte[] content) {
    return new Material(new String(content, StandardCharsets.ISO_8859_1));
  }

  /** The bytes as the source holds them. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "***";
  }
}
