package io.decisionos.gateway.access;

import io.decisionos.gateway.access.SignedTokens.Verified;
import io.decisionos.gateway.config.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers who sends which token, until the token's time is over or its key changes, as checking a
 * signature costs more than answering. Holds digests and no tokens. Confined to one event loop.
 */
public final class TokenMemory implements CallerSource {
  private static final int MOST_REMEMBERED = 10_000;
  private static final float LOAD = 0.75f;

  private final SignedTokens tokens;
  private final Verifiers verifiers;
  private final Clock clock;
  private final AccessMeters meters;
  private final MessageDigest sha256 = Sha256.newDigest();
  private final Map<ByteBuffer, Verified> remembered =
      new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  public TokenMemory(SignedTokens tokens, Clock clock, AccessMeters meters) {
    this.tokens = tokens;
    this.verifiers = tokens.verifiers();
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Caller of(Optional<String> token) {
    try {
      return known(token.orElseThrow(() -> new TokenRefusedException(TokenFault.MISSING)));
    } catch (TokenRefusedException e) {
      meters.refused(e.fault());
      throw e;
    }
  }

  private Caller known(String token) {
    if (token.length() > TokenForm.MOST_CHARACTERS) {
      throw new TokenRefusedException(TokenFault.TOO_LONG);
    }
    var digest = ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    Verified known = remembered.get(digest);
    if (known != null && tokens.isCurrent(known.key()) && clock.instant().isBefore(known.ends())) {
      return known.caller();
    }
    remembered.remove(digest);
    Verified verified = tokens.verify(token, verifiers);
    meters.verified(verified.key().state());
    remembered.put(digest, verified);
    return verified.caller();
  }
}
