package io.decisionos.gateway.evidence.merkle;

import io.decisionos.gateway.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key by which notes are checked, under its name. Immutable.
 *
 * @param id four bytes that notes give beside the name
 */
public record NoteKey(String name, String id, PublicKey key) {
  private static final byte ED25519 = 1;
  private static final int RAW_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final HexFormat HEX = HexFormat.of();
  // What X.509 writes before the 32 bytes of such a key.
  private static final String PREFIX = "302a300506032b6570032100";

  /** The key of a name. */
  public static NoteKey of(String name, PublicKey key) {
    return new NoteKey(name, id(name, raw(key)), key);
  }

  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
  }

  private static String id(String name, byte[] raw) {
    var digest = Sha256.newDigest();
    digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    return HEX.formatHex(digest.digest(raw), 0, ID_BYTES);
  }

  /** The key as verifiers take it: {@code name+id+base64}. */
  public String text() {
    byte[] typed = new byte[1 + RAW_BYTES];
    typed[0] = ED25519;
    System.arraycopy(raw(key), 0, typed, 1, RAW_BYTES);
    return name + '+' + id + '+' + Base64.getEncoder().encodeToString(typed);
  }

  /** Reads what {@link #text} writes; empty for anything else. */
  public static Optional<NoteKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length < 3 || parts[0].isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      if (typed.length != 1 + RAW_BYTES || typed[0] != ED25519) {
        return Optional.empty();
      }
      String encoded = PREFIX + HEX.formatHex(typed, 1, typed.length);
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(HEX.parseHex(encoded)));
      return Optional.of(of(parts[0], key)).filter(read -> read.text().equals(text));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  boolean hasSigned(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
