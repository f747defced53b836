package io.decisionos.gateway.keys;

import java.util.Set;

/** How something may be signed. Each key has one of them and no message may choose another. */
public enum Algorithm {
  EDDSA("EdDSA", "EdDSA", 64),
  ES256("ES256", "ES256", 64),
  RS256("RS256", "RS256", 0),
  HS256("HS256", "HS256", 32),
  ED25519("ed25519", "EdDSA", 64),
  HMAC_SHA256("hmac-sha256", "HS256", 32);

  private final String word;
  private final String jose;
  private final int signatureBytes;

  Algorithm(String word, String jose, int signatureBytes) {
    this.word = word;
    this.jose = jose;
    this.signatureBytes = signatureBytes;
  }

  /** The algorithm as keysets spell it, and as messages of their purpose do. */
  public String word() {
    return word;
  }

  /** The algorithm as a JWK spells it. */
  String jose() {
    return jose;
  }

  /** The words for the algorithm that a JWK may say. */
  Set<String> inJwk() {
    return word.equals(jose) ? Set.of(word) : Set.of(word, jose);
  }

  /** Whether a signature may be so long; that of an RSA key is as long as the key. */
  public boolean signsIn(int bytes) {
    return signatureBytes == 0 || signatureBytes == bytes;
  }

  /** Whether one secret signs and checks. */
  public boolean isSymmetric() {
    return this == HS256 || this == HMAC_SHA256;
  }
}
