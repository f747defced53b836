package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fault.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that two readers could understand in two ways is taken. */
final class JsonBodyTest {
  private static final String DOCUMENT = "{\"a\":1}";

  @Test
  void aDocumentIsTakenWithBlanksAroundIt() {
    assertThat(JsonBody.read(Buffer.buffer(" " + DOCUMENT + "\r\n")).orElseThrow())
        .hasToString(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void anotherEncodingThanUtf8IsNot(String encoding) {
    byte[] bytes = DOCUMENT.getBytes(Charset.forName(encoding));

    assertThat(JsonBody.read(Buffer.buffer(bytes))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"a\":\"x\"}", "{\"a\":{\"b\":null}}"})
  void membersThatAreKnownAreTaken(String text) {
    assertThat(JsonBody.members(Buffer.buffer(text), Set.of("a")))
        .isEqualTo(text.isEmpty() ? new JsonObject() : new JsonObject(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"a\"",
        "{\"a\":null}",
        "{\"b\":1}",
        "{\"a\":\"x\",\"b\":1}",
        "{\"a\":\"x\",\"a\":\"x\"}",
        "{\"a\":\"x\"}{}",
        "{"
      })
  void whatMayMeanLessThanItSaysIsRefused(String text) {
    assertThatThrownBy(() -> JsonBody.members(Buffer.buffer(text), Set.of("a")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no other keys than: a.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF{}",
        "{} {}",
        "{}x",
        "{\"a\":1,\"a\":1}",
        "[{\"b\":1,\"b\":2}]",
        "{a:1}",
        "[NaN]"
      })
  void whatIsAmbiguousOrNoJsonIsNot(String text) {
    assertThat(JsonBody.read(Buffer.buffer(text))).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8AreNot() {
    assertThat(JsonBody.read(Buffer.buffer(new byte[] {'"', (byte) 0xff, '"'}))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,}|at line 1, column 8",
        "{\"a\":1,#  \"a\":2}|at line 2, column 6",
        "[1, 2|at line 1, column 6",
        "{} x|at line 1, column 4"
      })
  void whatIsToldNamesThePlaceOfTheFault(String text, String place) {
    Buffer body = Buffer.buffer(text.replace('#', '\n'));
    assertThat(JsonBody.place(body)).hasValue(place);
    assertThat(JsonBody.advice(body)).startsWith("The body is no such JSON " + place + ". Send ");
  }

  @Test
  void ofBytesThatAreNotUtf8TheFirstIsNamed() {
    assertThat(JsonBody.place(Buffer.buffer(new byte[] {'"', 'a', (byte) 0xff, '"'})))
        .hasValue("at byte 2, which is not UTF-8");
  }
}
