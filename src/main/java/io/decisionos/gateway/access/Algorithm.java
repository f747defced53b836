package io.decisionos.gateway.access;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How tokens may be signed. Each key has one of them and no token may choose another. */
public enum Algorithm {
  EDDSA("EdDSA", 64),
  ES256("ES256", 64),
  RS256("RS256", 0),
  HS256("HS256", 32);

  private final String word;
  private final int signatureBytes;

  Algorithm(String word, int signatureBytes) {
    this.word = word;
    this.signatureBytes = signatureBytes;
  }

  /** The algorithm as tokens spell it. */
  public String word() {
    return word;
  }

  /** Whether a signature may be so long; that of an RSA key is as long as the key. */
  boolean signsIn(int bytes) {
    return signatureBytes == 0 || signatureBytes == bytes;
  }

  static Map<String, Algorithm> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(Algorithm::word, Function.identity()));
  }
}
