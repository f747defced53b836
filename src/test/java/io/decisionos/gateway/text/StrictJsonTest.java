package io.decisionos.gateway.text;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{},",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":\"\t\"}",
        "\uFEFF{}",
        "{"
      })
  void takesOneObjectAndNothingThatCouldMeanTwoThings(String text) {
    assertTrue(StrictJson.DOCUMENT.object(text.getBytes(UTF_8)).isEmpty());
  }

  @Test
  void readersDifferInDepthAlone() {
    assertTrue(StrictJson.SHALLOW.object(nested(8).getBytes(UTF_8)).isPresent());
    assertTrue(StrictJson.SHALLOW.object(nested(9).getBytes(UTF_8)).isEmpty());
    assertTrue(StrictJson.DOCUMENT.object(nested(1000).getBytes(UTF_8)).isPresent());
    assertTrue(StrictJson.DOCUMENT.object(nested(1001).getBytes(UTF_8)).isEmpty());
    assertTrue(StrictJson.isOneValue(nested(100_000).getBytes(UTF_8)));
  }

  /** Names of one length and one hash, by any multiple of 33: "aB" and "b!" have one. */
  private static String colliding(int pairs) {
    return IntStream.range(0, 1 << pairs)
        .mapToObj(
            n ->
                IntStream.range(0, pairs)
                    .mapToObj(i -> (n >> i & 1) == 0 ? "aB" : "b!")
                    .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void namesWithOneHashFailNobody() throws IOException {
    String text = colliding(9);
    byte[] bytes = text.getBytes(UTF_8);
    assertEquals(512, StrictJson.SHALLOW.object(bytes).orElseThrow().size());
    assertEquals(512, StrictJson.DOCUMENT.object(bytes).orElseThrow().size());
    assertFalse(StrictJson.DOCUMENT.hasMoreTokens(text, 2000));
    assertTrue(StrictJson.isOneValue(bytes));
    try (JsonParser parser = StrictJson.parser(text)) {
      parser.nextToken();
      parser.skipChildren();
      assertNull(parser.nextToken());
    }
  }

  @Test
  void otherEncodingsAreNone() {
    byte[] wide = "{}".getBytes(UTF_16);
    assertTrue(StrictJson.DOCUMENT.object(wide).isEmpty());
    assertFalse(StrictJson.isOneValue(wide));
    assertFalse(StrictJson.isOneValue(new byte[] {'"', (byte) 0xc3, '"'}));
  }

  @Test
  void whatIsKeptAsItIsMayRepeatMembersButNotEndTwice() {
    assertTrue(StrictJson.isOneValue("{\"a\":1,\"a\":2}".getBytes(UTF_8)));
    assertFalse(StrictJson.isOneValue("1 2".getBytes(UTF_8)));
    assertFalse(StrictJson.isOneValue("[1".getBytes(UTF_8)));
    assertFalse(StrictJson.isOneValue(new byte[0]));
  }

  @Test
  void aFaultHasItsPlace() {
    var fault =
        assertThrows(
            JsonProcessingException.class, () -> StrictJson.DOCUMENT.tree("{\n  \"a\": x\n}"));
    assertEquals(2, fault.getLocation().getLineNr());
    assertEquals(8, fault.getLocation().getColumnNr());
  }

  @Test
  void tokensAreCountedUpToTheMostAndNoFurther() throws JsonProcessingException {
    String text = "[1,[2],{\"a\":3}]";
    assertFalse(StrictJson.DOCUMENT.hasMoreTokens(text, 10));
    assertTrue(StrictJson.DOCUMENT.hasMoreTokens(text, 9));
    // What lies behind the bound is not read.
    assertTrue(StrictJson.DOCUMENT.hasMoreTokens("[1,2,3 x", 2));
  }
}
