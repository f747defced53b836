package io.decisionos.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyFingerprint;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Purpose;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What metrics tell of how old keys are. */
final class KeyMetersTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final KeyRegistry keys = new KeyRegistry();
  private final KeyMeters told = new KeyMeters(meters, keys.uses());
  private final KeyLedger ledger = new KeyLedger(new KeyFingerprint(new byte[32]));

  private static ListedKey key(String kid, KeyState state, Optional<Instant> begin) {
    return ListedKey.of(SigningKey.make(kid, Algorithm.HS256), state)
        .lasting(new Lifetime(state, begin, Optional.empty(), Optional.empty()));
  }

  private void look(Instant now) {
    ledger.look(keys.book(), now);
    told.tell(keys.book(), ledger, now);
  }

  private Optional<Double> age(String kid) {
    return Optional.ofNullable(meters.find("gateway.key.age").tag("kid", kid).gauge())
        .map(gauge -> gauge.value());
  }

  @Test
  void anActiveKeyIsAsOldAsItSaysOrAsItWasSeen() {
    keys.list(
        ListedKey.listing(
            Purpose.TOKENS,
            key("timed", KeyState.ACTIVE, Optional.of(NOW.minusSeconds(86_400))),
            key("plain", KeyState.ACTIVE, Optional.empty()),
            key("next", KeyState.PENDING, Optional.of(NOW.plusSeconds(1800))),
            key("old", KeyState.GRACE, Optional.of(NOW.minusSeconds(86_400)))),
        NOW);
    look(NOW);
    Instant later = NOW.plus(Duration.ofHours(1));
    look(later);

    assertThat(age("timed")).contains(86_400.0 + 3600);
    assertThat(age("plain")).contains(3600.0);
    assertThat(age("next")).contains(1800.0);
    assertThat(age("old")).isEmpty();
  }
}
