package io.decisionos.gateway.keys;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the keys of a keyset are for; a key counts for nothing else. */
public enum Purpose {
  /** Bearer tokens, which others sign and we check. */
  TOKENS("tokens"),
  /** Signed requests, which callers sign and we check. */
  REQUESTS("requests"),
  /** Checkpoints of the evidence log, which we sign: its keys are private ones. */
  EVIDENCE("evidence");

  private final String word;

  Purpose(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** The algorithms that its keys may have, by their words. */
  public Map<String, Algorithm> algorithms() {
    Stream<Algorithm> taken =
        switch (this) {
          case TOKENS ->
              Stream.of(Algorithm.EDDSA, Algorithm.ES256, Algorithm.RS256, Algorithm.HS256);
          case REQUESTS -> Stream.of(Algorithm.ED25519, Algorithm.HMAC_SHA256);
          case EVIDENCE -> Stream.of(Algorithm.ED25519);
        };
    return taken.collect(Collectors.toMap(Algorithm::word, Function.identity()));
  }

  static Map<String, Purpose> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(Purpose::word, Function.identity()));
  }
}
