package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** Strong tags of answers that are made for the asking. Pure. */
final class ContentTag {
  private static final int BYTES = 18;

  private ContentTag() {}

  /** The tag of these bytes, another one for another tenant; quotes included. */
  static String of(TenantId tenant, Buffer body) {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update((tenant.value() + '\n').getBytes(UTF_8));
    byte[] digest = Arrays.copyOf(sha256.digest(body.getBytes()), BYTES);
    return '"' + Base64.getUrlEncoder().encodeToString(digest) + '"';
  }
}
