package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  @Test
  void whatIsSafeStaysTheSameObject() {
    String text = "caf\u00e9 \ud83d\ude00 \u4e2d {\"a\": 1}";
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void noControlBreakOrTurnOfDirectionIsLeft() {
    IntStream.concat(
            IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0)),
            IntStream.of(
                0x2028, 0x2029, 0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
                0x2066, 0x2067, 0x2068, 0x2069, 0xfeff))
        .forEach(
            c ->
                assertThat(Printable.of("a" + (char) c + "b"))
                    .isEqualTo(String.format("a\\u%04xb", c)));
  }

  @Test
  void halfOfACharacterIsSpelled() {
    assertThat(Printable.of("\ud800")).isEqualTo("\\ud800");
    assertThat(Printable.of("x\udc00\ud83d\ude00")).isEqualTo("x\\udc00\ud83d\ude00");
  }
}
