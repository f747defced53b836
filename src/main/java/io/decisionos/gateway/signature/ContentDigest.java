package io.decisionos.gateway.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The digest of a body (RFC 9530), by SHA-256. Pure. */
public final class ContentDigest {
  /** The field, as signatures cover it. */
  public static final String FIELD = "content-digest";

  private static final String ALGORITHM = "sha-256";

  private ContentDigest() {}

  /** The field's value for a body. */
  public static String of(byte[] body) {
    return ALGORITHM + "=:" + Base64.getEncoder().encodeToString(sha256(body)) + ":";
  }

  /**
   * Checks a body against its field.
   *
   * @param values the field's values
   * @throws SignatureRefusedException if they do not fit
   */
  public static void check(List<String> values, byte[] body) {
    byte[] given =
        SfDictionary.read(SfDictionary.joined(values))
            .flatMap(members -> Optional.ofNullable(members.get(ALGORITHM)))
            .flatMap(SfMember::item)
            .flatMap(SfValue::asBytes)
            .orElseThrow(() -> new SignatureRefusedException(SignatureFault.DIGEST_FORM));
    if (!MessageDigest.isEqual(given, sha256(body))) {
      throw new SignatureRefusedException(SignatureFault.DIGEST);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
