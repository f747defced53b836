package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.KeyUses;
import io.decisionos.gateway.keys.Keyset;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What metrics tell of keys; the number of series is bounded. Confined to the verticle. */
final class KeyMeters {
  // A list of more keys than this is no list that a person looks after.
  private static final int MOST_KEYS = 200;

  private final MultiGauge states;
  private final MultiGauge uses;
  private final MultiGauge ages;
  private final KeyUses counted;

  KeyMeters(MeterRegistry registry, KeyUses counted) {
    this.counted = counted;
    states =
        MultiGauge.builder("gateway.keys")
            .description("Keys of each keyset and state")
            .register(registry);
    uses =
        MultiGauge.builder("gateway.key.uses")
            .description("Tokens and requests taken since the start that a key has signed")
            .register(registry);
    ages =
        MultiGauge.builder("gateway.key.age")
            .description("How long a key has been active")
            .baseUnit("seconds")
            .register(registry);
  }

  void tell(KeyBook book, KeyLedger ledger, Instant now) {
    List<Row<?>> stateRows = new ArrayList<>();
    List<Row<?>> useRows = new ArrayList<>();
    List<Row<?>> ageRows = new ArrayList<>();
    for (Keyset keyset : book.listed().all()) {
      KeysetStanding.of(keyset, now)
          .states()
          .forEach(
              (state, count) ->
                  stateRows.add(
                      Row.of(Tags.of("keyset", keyset.name(), "state", state.word()), count)));
      keyset.keys().stream()
          .limit(Math.max(0, MOST_KEYS - useRows.size()))
          .forEach(
              key -> {
                var id = new KeyId(keyset.purpose(), key.kid());
                Tags tags = Tags.of("keyset", keyset.name(), "kid", key.kid());
                useRows.add(Row.of(tags, counted.count(id)));
                activeSince(key, id, ledger, now)
                    .map(from -> Row.of(tags, Duration.between(from, now).toSeconds()))
                    .ifPresent(ageRows::add);
              });
    }
    states.register(stateRows, true);
    uses.register(useRows, true);
    ages.register(ageRows, true);
  }

  /** Since when a key is active; of one that does not say so, since it was first seen to be. */
  private static Optional<Instant> activeSince(
      KeyEntry key, KeyId id, KeyLedger ledger, Instant now) {
    return key.lifetime().stateAt(now) == KeyState.ACTIVE
        ? key.lifetime().notBefore().or(() -> ledger.since(id))
        : Optional.empty();
  }
}
