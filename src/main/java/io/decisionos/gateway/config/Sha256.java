package io.decisionos.gateway.config;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes digests. */
public final class Sha256 {
  private Sha256() {}

  /** A digest of its own for whoever asks. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
