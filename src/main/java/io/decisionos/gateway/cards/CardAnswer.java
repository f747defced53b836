package io.decisionos.gateway.cards;

import io.decisionos.gateway.text.Sha256;
import io.vertx.core.buffer.Buffer;

/**
 * A finished card: its bytes, which nobody changes, and its strong entity tag. The bytes name the
 * tenant or hold its tokens, so no two tenants have a tag in common.
 */
record CardAnswer(Buffer body, String etag) {
  private static final int TAG_DIGITS = 32;

  static CardAnswer of(Buffer body) {
    String tag = Sha256.hex(body.getBytes()).substring(0, TAG_DIGITS);
    return new CardAnswer(body, '"' + tag + '"');
  }
}
