package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreKeyTest {
  private static final TenantId ACME = new TenantId("acme");

  @Test
  void aNameHasAtLeastOneByteAndAtMost512() {
    assertThat(StoreKey.parse(ACME, "")).isEmpty();
    assertThat(StoreKey.parse(ACME, "x".repeat(512))).isPresent();
    assertThat(StoreKey.parse(ACME, "x".repeat(513))).isEmpty();
    assertThat(StoreKey.parse(ACME, "é".repeat(256))).isPresent();
    assertThat(StoreKey.parse(ACME, "é".repeat(256) + "x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\ud800\ud800", "\udc00\ud800"})
  void aLoneSurrogateIsNoName(String name) {
    assertThat(StoreKey.parse(ACME, name)).isEmpty();
    assertThatThrownBy(() -> new StoreKey(ACME, name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOrderAndTheSizeAreThoseOfUtf8() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      var a = new StoreKey(ACME, name(random));
      var b = new StoreKey(ACME, name(random));
      byte[] utf8 = a.name().getBytes(StandardCharsets.UTF_8);
      int expected = Arrays.compareUnsigned(utf8, b.name().getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(expected));
      assertThat(a.bytes()).isEqualTo(utf8.length);
    }
  }

  private static String name(Random random) {
    int[] some = {0, 'a', 'b', 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    return random
        .ints(1 + random.nextInt(3), 0, some.length)
        .map(i -> some[i])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "\0", "\u007f", "a\n"})
  void aNonceIsOfVisibleAsciiOnly(String nonce) {
    assertThat(Nonce.parse(ACME, nonce)).isEmpty();
  }

  @Test
  void aNonceHasAtMost256Characters() {
    assertThat(Nonce.parse(ACME, "!~".repeat(128))).isPresent();
    assertThat(Nonce.parse(ACME, "!~".repeat(128) + "x")).isEmpty();
  }
}
