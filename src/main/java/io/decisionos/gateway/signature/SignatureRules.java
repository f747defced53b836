package io.decisionos.gateway.signature;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a signature says, and what it must cover. Immutable.
 *
 * @param input the signature
 * @param created when it was made, in seconds since the epoch
 * @param keyid how it names its key
 * @param algorithm its {@code alg}, if it says one
 * @param expires from when on it is past, if it says so
 */
public record SignatureRules(
    SignatureInput input,
    long created,
    String keyid,
    Optional<String> algorithm,
    Optional<Long> expires) {
  /** What must be covered whatever the request. */
  static final List<String> ALWAYS = List.of("@method", "@path", "@query");

  /** What must be covered if it is sent. */
  public static final List<String> WHERE_SENT =
      List.of(
          "x-decisionos-tenant", "content-type", "if-match", "if-none-match", "idempotency-key");

  private static final Pattern NONCE = Pattern.compile("[\\x21-\\x7e]{1,256}");

  /**
   * Those of a signature, whatever the message.
   *
   * @throws SignatureRefusedException if it covers too little for any, or lacks what it must say
   */
  static SignatureRules of(SignatureInput input) {
    if (!input.components().containsAll(ALWAYS)) {
      throw new SignatureRefusedException(SignatureFault.UNCOVERED);
    }
    return new SignatureRules(
        input,
        input
            .parameter("created")
            .flatMap(SfValue::asInteger)
            .filter(created -> created >= 0)
            .orElseThrow(() -> new SignatureRefusedException(SignatureFault.CREATED_MISSING)),
        input
            .parameter("keyid")
            .flatMap(SfValue::asString)
            .orElseThrow(() -> new SignatureRefusedException(SignatureFault.KEY_MISSING)),
        said(input, "alg", SignatureFault.ALGORITHM_FORM).map(SfValue::text),
        expires(input));
  }

  /**
   * Holds a message to them.
   *
   * @throws SignatureRefusedException if the signature covers too little of it
   */
  public void requireCovered(SignedMessage message) {
    for (String name : WHERE_SENT) {
      if (message.has(name) && !input.covers(name)) {
        throw new SignatureRefusedException(SignatureFault.UNCOVERED);
      }
    }
    if (message.hasBody() && !input.covers(ContentDigest.FIELD)) {
      throw new SignatureRefusedException(SignatureFault.UNCOVERED);
    }
  }

  /**
   * What makes a message count once; there for every method but GET and HEAD.
   *
   * @throws SignatureRefusedException if it must be there and is not, or is none
   */
  public Optional<String> nonce(String method) {
    return needsNonce(method) ? Optional.of(nonce(input)) : Optional.empty();
  }

  /** Whether requests of this method count once. */
  static boolean needsNonce(String method) {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  private static Optional<SfValue> said(SignatureInput input, String name, SignatureFault fault) {
    Optional<SfValue> value = input.parameter(name);
    if (value.isPresent() && value.flatMap(SfValue::asString).isEmpty()) {
      throw new SignatureRefusedException(fault);
    }
    return value;
  }

  private static Optional<Long> expires(SignatureInput input) {
    Optional<SfValue> value = input.parameter("expires");
    Optional<Long> expires = value.flatMap(SfValue::asInteger);
    if (value.isPresent() && expires.isEmpty()) {
      throw new SignatureRefusedException(SignatureFault.EXPIRES_FORM);
    }
    return expires;
  }

  private static String nonce(SignatureInput input) {
    return input
        .parameter("nonce")
        .flatMap(SfValue::asString)
        .filter(text -> NONCE.matcher(text).matches())
        .orElseThrow(() -> new SignatureRefusedException(SignatureFault.NONCE));
  }
}
