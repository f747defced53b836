package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
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
  private final Map<ByteBuffer, Caller> remembered =
      new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Caller> eldest) {
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

  @Override
  public boolean stands(Caller caller) {
    return caller.credential().map(tokens::stands).orElse(true);
  }

  private Caller known(String token) {
    if (token.length() > TokenForm.MOST_CHARACTERS) {
      throw new TokenRefusedException(TokenFault.TOO_LONG);
    }
    var digest = ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    Caller known = remembered.get(digest);
    Instant now = clock.instant();
    if (known != null && isFresh(known, now)) {
      tokens.used(proof(known).key(), now);
      return known;
    }
    remembered.remove(digest);
    Caller verified = tokens.verify(token, verifiers);
    Key key = proof(verified).key();
    meters.verified(key.lifetime().stateAt(now));
    tokens.used(key, now);
    remembered.put(digest, verified);
    return verified;
  }

  private boolean isFresh(Caller known, Instant now) {
    Credential proof = proof(known);
    return now.isBefore(proof.ends()) && tokens.isCurrent(proof.key(), now);
  }

  private static Credential proof(Caller verified) {
    return verified.credential().orElseThrow();
  }
}
