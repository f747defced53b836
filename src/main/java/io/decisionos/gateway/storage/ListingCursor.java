package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.tenant.TenantId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues the marks by which a caller goes on to the next page, and takes back none but those. A
 * mark holds the name it stands behind; it is good for one tenant and one prefix. Immutable.
 */
final class ListingCursor {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param secret the same for as long as cursors have to be good
   */
  ListingCursor(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  String issue(TenantId tenant, String prefix, String behind) {
    byte[] name = behind.getBytes(UTF_8);
    byte[] cursor = Arrays.copyOf(seal(tenant, prefix, name), SEAL_BYTES + name.length);
    System.arraycopy(name, 0, cursor, SEAL_BYTES, name.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /** The name that a cursor stands behind, or empty if it was never issued for this. */
  Optional<String> redeem(TenantId tenant, String prefix, String cursor) {
    byte[] bytes = decode(cursor);
    if (bytes.length < SEAL_BYTES) {
      return Optional.empty();
    }
    byte[] name = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
    boolean ours =
        MessageDigest.isEqual(Arrays.copyOf(bytes, SEAL_BYTES), seal(tenant, prefix, name));
    return ours ? Optional.of(new String(name, UTF_8)) : Optional.empty();
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] seal(TenantId tenant, String prefix, byte[] name) {
    // The prefix may hold anything, so its length keeps it apart from the name.
    String scope = "etags\n%s\n%d\n%s\n".formatted(tenant, prefix.length(), prefix);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(scope.getBytes(UTF_8));
      return Arrays.copyOf(mac.doFinal(name), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
