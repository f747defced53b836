package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.SigningKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Swaps keys ten thousand times under threads that check tokens as event loops do. */
final class KeySwapTest {
  private static final int SWAPS = 10_000;
  private static final int KEYS = 16;
  private static final int CALLERS = 3;
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(BadTokens.NOW), ZoneOffset.UTC);

  private final List<SigningKey> keys =
      IntStream.range(0, KEYS).mapToObj(i -> SigningKey.make("k" + i, Algorithm.HS256)).toList();
  private final List<Optional<String>> tokens =
      keys.stream().map(key -> Optional.of(key.sign(BadTokens.claims()))).toList();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  @Test
  void noValidTokenIsRefusedAndNoneOfARetiredKeyAccepted() throws InterruptedException {
    var settings =
        new AccessSettings(
            AccessSettings.Mode.JWT, "decisionos", "decisionos", Duration.ZERO, false, false);
    var signed = new SignedTokens(settings, CLOCK, Optional.empty());
    signed.turn(ring(0));
    List<Thread> callers =
        Stream.generate(() -> new Thread(() -> call(signed))).limit(CALLERS).toList();
    callers.forEach(Thread::start);
    for (int i = 1; i <= SWAPS; i++) {
      begun.set(i);
      signed.turn(ring(i));
      done.set(i);
    }
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(complaints).isEmpty();
    assertThat(accepted.get()).isPositive();
    assertThat(refused.get()).isPositive();
  }

  /** After so many swaps one key is active, the one before in grace, and two are retired. */
  private KeyRing ring(int swaps) {
    return new KeyRing(
        Map.of(
            "k" + swaps % KEYS, key(swaps, KeyState.ACTIVE),
            "k" + before(swaps, 1), key(swaps - 1, KeyState.GRACE)),
        Set.of("k" + before(swaps, 2), "k" + before(swaps, 3)));
  }

  private static int before(int swaps, int back) {
    return (swaps + KEYS - back) % KEYS;
  }

  private VerificationKey key(int number, KeyState state) {
    SigningKey key = keys.get((number + KEYS) % KEYS);
    var text = new KeyText(KeyText.Notation.JWK, key.jwk().encode());
    return new VerificationKey(key.kid(), key.algorithm(), state, text);
  }

  private void call(SignedTokens signed) {
    var memory = new TokenMemory(signed, CLOCK, new AccessMeters(new SimpleMeterRegistry()));
    while (done.get() < SWAPS) {
      int now = done.get();
      if (counts(memory, now % KEYS)) {
        accepted.incrementAndGet();
      } else if (begun.get() < now + 2) {
        complaints.add("refused: key " + now);
      }
      // A key comes back after a round; until well before, it stays retired or unknown.
      boolean old = counts(memory, before(now, 2));
      if (old && begun.get() < now + KEYS - 3) {
        complaints.add("accepted: key before " + now);
      } else {
        refused.incrementAndGet();
      }
    }
  }

  private boolean counts(TokenMemory memory, int key) {
    try {
      return !memory.of(tokens.get(key)).trusted();
    } catch (TokenRefusedException e) {
      return false;
    }
  }
}
