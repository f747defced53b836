package io.decisionos.gateway.cards;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A finished card: its bytes, which nobody changes, and its strong entity tag. The bytes name the
 * tenant or hold its tokens, so no two tenants have a tag in common.
 */
public record CardAnswer(Buffer body, String etag) {
  private static final int TAG_BYTES = 16;

  static CardAnswer of(Buffer body) {
    return new CardAnswer(body, '"' + digest(body) + '"');
  }

  private static String digest(Buffer body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
