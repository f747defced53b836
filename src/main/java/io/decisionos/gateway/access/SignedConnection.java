package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.signature.SignatureFinder;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.signature.SignedMessage;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is remembered of the signatures of one connection: what was said of the last one, and the
 * last claim that held. Whoever reads the same often sends the same bytes for a second. Nothing is
 * remembered for others, as the time that it takes would tell that it was sent, and no claim that
 * did not hold. Confined to one event loop.
 */
public final class SignedConnection {
  private static final int MOST_BYTES = 1024;

  private final SignatureFinder finder = new SignatureFinder();
  private Optional<Claim> held = Optional.empty();

  /** That a key has signed the bytes so. */
  static final class Claim {
    private final byte[] bytes;
    private final byte[] signature;
    private final Key key;

    Claim(byte[] bytes, byte[] signature, Key key) {
      this.bytes = bytes;
      this.signature = signature;
      this.key = key;
    }

    byte[] bytes() {
      return bytes;
    }

    byte[] signature() {
      return signature;
    }

    Key key() {
      return key;
    }

    boolean isSameAs(Claim other) {
      return MessageDigest.isEqual(signature, other.signature)
          && Arrays.equals(bytes, other.bytes)
          && key.isSameAs(other.key);
    }
  }

  /**
   * What is said of the signature with our tag; empty if there is none.
   *
   * @throws io.decisionos.gateway.signature.SignatureRefusedException as {@link
   *     SignatureFinder#find} does
   */
  public Optional<SignatureRules> find(SignedMessage message) {
    return finder.find(message);
  }

  byte[] signature(SignatureRules rules, SignedMessage message) {
    return finder.signature(rules, message);
  }

  /** Whether a claim holds, by the check unless it is the last one that did. */
  boolean holds(Claim claim, Predicate<Claim> check) {
    if (held.isPresent() && claim.isSameAs(held.get())) {
      return true;
    }
    boolean holds = check.test(claim);
    if (holds && claim.bytes().length <= MOST_BYTES) {
      held = Optional.of(claim);
    }
    return holds;
  }
}
