package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.TenantId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots as the specification of Redis Cluster gives them. */
final class SlotsTest {
  @ParameterizedTest
  @CsvSource({
    "123456789, 12739",
    "foo, 12182",
    "bar, 5061",
    "foo{bar}zap, 5061",
    "{bar}, 5061",
    "foo{bar}{zap}, 5061"
  })
  void aKeyIsInTheSlotOfWhatStandsInItsFirstBraces(String key, int slot) {
    assertThat(Slots.of(key)).isEqualTo(slot);
  }

  @Test
  void bracesWithNothingInThemAreNone() {
    assertThat(Slots.of("foo{}{bar}")).isNotEqualTo(Slots.of("bar"));
    assertThat(Slots.of("foo{{bar}}zap")).isEqualTo(Slots.of("{bar"));
    assertThat(Slots.of("foo{bar")).isNotEqualTo(Slots.of("bar"));
  }

  @Test
  void eachSlotHasAWordThatIsInIt() {
    assertThat(IntStream.range(0, Slots.COUNT).filter(i -> Slots.of(Slots.word(i)) != i)).isEmpty();
    assertThat(Slots.of(RedisKeys.BRACED.tenants(77))).isEqualTo(77);
    assertThat(Slots.of(RedisKeys.BRACED.probe(16_383))).isEqualTo(16_383);
  }

  @Test
  void theKeysOfATenantAreInOneSlotWhateverTheirNames() {
    String tenant = RedisKeys.BRACED.of(new TenantId("acme"));
    assertThat(Slots.of("dos:etag:" + tenant + ":a{b}c"))
        .isEqualTo(Slots.of("acme"))
        .isEqualTo(Slots.of("dos:replaydue:" + tenant));
    assertThat(RedisKeys.PLAIN.of(new TenantId("acme"))).isEqualTo("acme");
  }
}
