package io.decisionos.gateway.evidence;

import io.decisionos.gateway.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues the marks by which a caller goes on to the next page, and takes back none but those. A
 * mark holds the path it stands behind, so that files may come and go meanwhile; it is good for one
 * tenant and one filter alone. Immutable.
 */
final class EvidenceCursor {
  static final EvidencePath START = new EvidencePath("");

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param secret the same for as long as cursors have to be good
   */
  EvidenceCursor(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  String issue(Optional<TenantId> tenant, EvidenceFilter filter, EvidencePath behind) {
    byte[] path = behind.text().getBytes(StandardCharsets.UTF_8);
    byte[] cursor = Arrays.copyOf(seal(tenant, filter, path), SEAL_BYTES + path.length);
    System.arraycopy(path, 0, cursor, SEAL_BYTES, path.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /** The path that a cursor stands behind, or empty if it was never issued for this. */
  Optional<EvidencePath> redeem(Optional<TenantId> tenant, EvidenceFilter filter, String cursor) {
    byte[] bytes = decode(cursor);
    if (bytes.length < SEAL_BYTES) {
      return Optional.empty();
    }
    byte[] path = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
    byte[] given = Arrays.copyOf(bytes, SEAL_BYTES);
    return MessageDigest.isEqual(given, seal(tenant, filter, path))
        ? Optional.of(new EvidencePath(new String(path, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] seal(Optional<TenantId> tenant, EvidenceFilter filter, byte[] path) {
    String scope =
        "evidence\n%s\n%s\n%s\n%s\n"
            .formatted(
                tenant.map(TenantId::value).orElse(""),
                filter.tier().map(Tier::name).orElse(""),
                filter.tampered().map(String::valueOf).orElse(""),
                filter.unowned() ? TenantId.RESERVED : "");
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(scope.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(path), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
