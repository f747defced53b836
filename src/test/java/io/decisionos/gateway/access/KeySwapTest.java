package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Purpose;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
    var registry = new KeyRegistry();
    var signed = new SignedTokens(settings, CLOCK, registry, Optional.empty());
    registry.list(listing(0), CLOCK.instant());
    List<Thread> callers =
        Stream.generate(() -> new Thread(() -> call(signed))).limit(CALLERS).toList();
    callers.forEach(Thread::start);
    for (int i = 1; i <= SWAPS; i++) {
      begun.set(i);
      registry.list(listing(i), CLOCK.instant());
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
  private KeyListing listing(int swaps) {
    return ListedKey.listing(
        Purpose.TOKENS,
        key(swaps, KeyState.ACTIVE),
        key(swaps - 1, KeyState.GRACE),
        key(swaps - 2, KeyState.RETIRED),
        key(swaps - 3, KeyState.RETIRED));
  }

  private static int before(int swaps, int back) {
    return (swaps + KEYS - back) % KEYS;
  }

  private ListedKey key(int number, KeyState state) {
    return ListedKey.of(keys.get((number + KEYS) % KEYS), state);
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
