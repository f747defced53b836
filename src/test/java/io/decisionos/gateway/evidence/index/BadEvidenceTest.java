package io.decisionos.gateway.evidence.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.json.SlowJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of bad document has a verdict, and none has an exception. */
class BadEvidenceTest {
  private static final String CORE =
      "\"witness\":1,\"usage\":1,\"rating\":1,\"quota\":1,\"budget\":1,\"anomaly\":1";

  private static Evidence judge(String document) {
    return Evidence.judge(document.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                     | ends too early at byte 0",
        "{                      | ends too early at byte 1",
        "{\"a\":1,}             | not JSON at byte 7",
        "{\"a\":1}}             | not JSON at byte 7",
        "{'a':1}                | not JSON at byte 1",
        "{\"a\":01}             | leading zero at byte 5",
        "{\"a\":-01}            | leading zero at byte 6",
        "{\"a\":1.}             | not JSON at byte 7",
        "{\"a\":.5}             | not JSON at byte 5",
        "{\"a\":+1}             | not JSON at byte 5",
        "{\"a\":-NaN}           | not JSON at byte 5",
        "{\"a\":nul}            | not JSON at byte 5",
        "{\"a\":\"\\x41\"}      | not JSON at byte 7",
        "{\"a\":\"\\u00zz\"}    | bad unicode escape at byte 7",
        "{\"a\":\"\\ud800\"}    | lone surrogate at byte 6",
        "{\"a\":\"\\udc00\"}    | lone surrogate at byte 6",
        "{\"a\":\"\\ud800\\n\"} | lone surrogate at byte 6",
        "[1,2]                  | not an object",
        "\"text\"               | not an object",
        "NaN                    | not an object",
      })
  void whatIsNoDocumentSaysWhy(String document, String why) {
    assertThat(judge(document)).isEqualTo(Evidence.unreadable(why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00f0\u0080\u0080\u0080",
        "\u00e9",
        "\u0080",
        "\u00ff"
      })
  void whatIsNotUtf8IsUnreadable(String bytes) {
    byte[] document = ("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1);

    assertThat(Evidence.judge(document).error()).contains("not valid UTF-8 at byte 6");
  }

  @Test
  void aByteOrderMarkIsUnreadable() {
    assertThat(judge("\ufeff{}").error()).contains("byte order mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\n", "\t", "\u001f"})
  void aRawControlCharacterInAStringIsUnreadable(String control) {
    assertThat(judge("{\"a\":\"" + control + "\"}").error())
        .contains("control character in a string at byte 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u000b", "\f", "\u00a0", "\u2028", "\u0000"})
  void onlyTheFourBlanksOfJsonAreBlank(String blank) {
    assertThat(judge("{}" + blank).error()).contains("not JSON at byte 2");
  }

  @Test
  void aLoneSurrogateIsUnreadableEvenWhereALaterKeyOverridesIt() {
    assertThat(judge("{\"a\":\"\\ud800\",\"a\":1}").error()).contains("lone surrogate at byte 6");
  }

  @Test
  void aThousandLevelsAreRead() {
    assertThat(judge("{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}").error()).isEmpty();
    assertThat(judge("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}").error())
        .contains("more than 1000 levels at byte 1004");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aHundredThousandLevelsOverflowNothing(String opening) {
    assertThat(judge(opening.repeat(100_000)).error().orElseThrow()).startsWith("more than 1000");
  }

  @Test
  void anIntegerMayHave4300DigitsAndASign() {
    assertThat(judge("{\"a\":-" + "9".repeat(4300) + "}").error()).isEmpty();
    assertThat(judge("{\"a\":" + "9".repeat(4301) + "}").error())
        .contains("integer of more than 4300 digits at byte 5");
    assertThat(judge("{\"a\":" + "9".repeat(5000) + ".0}").error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "false", "0", "-0", "0.0", "-0e9", "1e-400", "\"\"", "[]", "[ ]", "{}"})
  void anEmptyMetaMerelyHasNoTenant(String meta) {
    Evidence verdict = judge(signed(meta));

    assertThat(verdict.tampered()).isFalse();
    assertThat(verdict.tenant()).isEmpty();
    assertThat(verdict.error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "5e-324", "NaN", "-Infinity", "\"x\"", "[0]"})
  void aMetaThatIsSomethingElseIsTampered(String meta) {
    assertThat(judge(signed(meta)).tampered()).isTrue();
    assertThat(judge(signed(meta)).error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"unknown\"", "\"\"", "1", "null", "\"Acme\"", "\"a/b\"", "[\"acme\"]"})
  void aTenantThatIsNoIdIsNone(String tenant) {
    assertThat(judge(signed("{\"tenant\":" + tenant + "}")).tenant()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-12T03:04:05.678901Z, 2025-01-12T03:04:05.678901Z",
    "2025-01-12T03:04:05+02:00, 2025-01-12T01:04:05Z",
    "2025-01-12, ",
    "2025-13-12T03:04:05Z, ",
    "yesterday, ",
  })
  void theTimeIsShownInUtcOrNotAtAll(String written, String shown) {
    assertThat(judge(signed("{\"generated_at\":\"" + written + "\"}")).generatedAt())
        .isEqualTo(Optional.ofNullable(shown));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "[]", "\"\"", "{}", "1", "{\"signature_sha256\":7}"})
  void withoutASignatureADocumentIsTampered(String integrity) {
    assertThat(judge("{\"meta\":{}," + CORE + ",\"integrity\":" + integrity + "}").tampered())
        .isTrue();
  }

  private static String signed(String meta) {
    String unsigned = "{\"meta\":" + meta + "," + CORE + "}";
    var document = (Map<?, ?>) new SlowJson(unsigned).document();
    return "{\"meta\":%s,%s,\"integrity\":{\"signature_sha256\":\"%s\"}}"
        .formatted(meta, CORE, SlowVerdict.signature(document));
  }
}
