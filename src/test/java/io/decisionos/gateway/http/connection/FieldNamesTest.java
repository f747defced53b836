package io.decisionos.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  private static final int MANY = 10_000;

  private final FieldNames names = new FieldNames();

  private AsciiString read(String name) {
    byte[] line = ("  " + name + ": value").getBytes(StandardCharsets.ISO_8859_1);
    return names.of(
        line,
        2,
        name.length(),
        (bytes, start, length) -> new AsciiString(bytes, start, length, true));
  }

  @Test
  void aNameThatComesAgainBringsNoObject() {
    AsciiString first = read("X-DecisionOS-Tenant");

    assertThat((Object) read("X-DecisionOS-Tenant")).isSameAs(first);
  }

  @Test
  void namesStayAsTheyWereWrittenWhateverCameBefore() {
    var random = new Random(1);
    for (int i = 0; i < MANY; i++) {
      String name =
          (random.nextBoolean() ? "x-" : "X-") + Integer.toString(random.nextInt(500), 36);

      assertThat(read(name).toString()).isEqualTo(name);
    }
  }

  @Test
  void aLongNameIsReadAndNotKept() {
    String name = "x".repeat(8000);

    assertThat(read(name).toString()).isEqualTo(name);
    assertThat((Object) read(name)).isNotSameAs(read(name));
  }

  @Test
  void whatIsNoTokenIsRefusedAlsoIfAnotherIsKept() {
    read("Accept");

    for (String name : new String[] {"", "Acc ept", "Accept\u00e9", "a\tb", "a(b", "\u0000"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> read(name));
    }
  }
}
