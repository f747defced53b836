package io.decisionos.gateway.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void bytesAreTextForUsWhereTheyAreForTheLibrary() {
    var random = new Random(7);
    byte[] some = {
      'a',
      0x7f,
      (byte) 0x80,
      (byte) 0x8f,
      (byte) 0x90,
      (byte) 0x9f,
      (byte) 0xa0,
      (byte) 0xbf,
      (byte) 0xc0,
      (byte) 0xc2,
      (byte) 0xdf,
      (byte) 0xe0,
      (byte) 0xed,
      (byte) 0xef,
      (byte) 0xf0,
      (byte) 0xf4,
      (byte) 0xf5,
      (byte) 0xff
    };
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = some[random.nextInt(some.length)];
      }
      boolean valid = Utf8.decode(bytes).isPresent();
      assertThat(Utf8.firstFault(bytes).isEmpty()).isEqualTo(valid);
      if (!valid) {
        int fault = Utf8.firstFault(bytes).getAsInt();
        assertThat(Utf8.decode(Arrays.copyOf(bytes, fault))).isPresent();
      }
    }
  }

  @Test
  void lengthAndOrderAreThoseOfTheBytes() {
    String[] some = {"", "a", "\u007f", "\u00e9", "\uffff", "\ud800\udc00", "\udbff\udfff"};
    for (String a : some) {
      assertThat(Utf8.length(a)).hasValue(a.getBytes(UTF_8).length);
      for (String b : some) {
        int order = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
        assertThat(Integer.signum(Utf8.BY_CODE_POINT.compare(a, b)))
            .isEqualTo(Integer.signum(order));
      }
    }
    assertThat(Utf8.length("\ud800")).isEmpty();
  }
}
