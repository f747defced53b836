package io.decisionos.gateway.overlay;

import io.decisionos.gateway.text.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A finished answer: its bytes, which nobody changes, and its strong entity tag. The bytes name the
 * tenant, so no two tenants have a tag in common.
 */
record OverlayAnswer(Buffer body, String etag) {
  private static final int TAG_DIGITS = 32;

  static OverlayAnswer of(JsonObject json) {
    Buffer body = json.toBuffer();
    String tag = Sha256.hex(body.getBytes()).substring(0, TAG_DIGITS);
    return new OverlayAnswer(body, '"' + tag + '"');
  }
}
