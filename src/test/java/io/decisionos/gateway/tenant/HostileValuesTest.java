package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.BoundedReading.faults;
import static io.decisionos.gateway.tenant.BoundedReading.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are out of all bounds, and texts that would forge a log. */
class HostileValuesTest {
  private static final String HEAD = "tenant_id: t\nname: T\nstatus: active\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e-999999999999",
        ".nan",
        ".NaN",
        ".inf",
        "-.INF",
        "0xg",
        "9999999999999999999999999999999999999999999999999999999999999999",
        "99999999999999999999999999999999999999999999999999999999999999999999999999",
        "0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0o8",
        "1__0",
        "+",
        "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "٣",
        "1e",
        "1,000"
      })
  void aNumberThatIsNoneOrTooBigIsAFaultOfItsKey(String number) {
    assertThat(faults(HEAD + "limits:\n  max_qps: " + number + "\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.key()).isEqualTo("limits.max_qps");
              assertThat(fault.line()).hasValue(5);
            });
  }

  @Test
  void notEvenAFreeKeyTakesANumberThatBreaksTheReader() {
    for (String number :
        List.of("1e999999999", ".nan", "-.inf", "9".repeat(64), "9".repeat(250_000))) {
      assertThat(read((HEAD + "metadata: {a: " + number + "}\n").getBytes(UTF_8)))
          .isInstanceOf(TenantFile.Valid.class);
    }
  }

  static Map<String, String> lineBreaks() {
    return Map.of(
        "\\n", "\n", "\\r", "\r", "\\u2028", "\u2028", "\\e[2K", "\u001b", "\\x85", "\u0085",
        "\\u202e", "\u202e");
  }

  static Stream<Map.Entry<String, String>> forgeries() {
    return lineBreaks().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aKeyOrValueCannotForgeALineOfTheLog(Map.Entry<String, String> control) {
    String forged = "\"a" + control.getKey() + "ERROR all is lost\"";
    for (String text :
        List.of(forged + ": 1\n", "limits: {" + forged + ": 1}\n", "status2: " + forged + "\n")) {
      assertThat(faults(HEAD + text))
          .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain(control.getValue()));
    }
    assertThat(faults("tenant_id: " + forged + "\n"))
        .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain(control.getValue()));
  }
}
