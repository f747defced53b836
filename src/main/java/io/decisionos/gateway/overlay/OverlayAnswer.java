package io.decisionos.gateway.overlay;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A finished answer: its bytes, which nobody changes, and its strong entity tag. The bytes name the
 * tenant, so no two tenants have a tag in common.
 */
public record OverlayAnswer(Buffer body, String etag) {
  private static final int TAG_BYTES = 16;

  static OverlayAnswer of(JsonObject json) {
    Buffer body = json.toBuffer();
    return new OverlayAnswer(body, '"' + digest(body) + '"');
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
