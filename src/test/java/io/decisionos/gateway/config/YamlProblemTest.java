package io.decisionos.gateway.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told who have made a slip in a file. */
class YamlProblemTest {
  private static String faultOf(byte[] bytes) {
    try {
      Section root = Section.of("a.yaml", YamlReader.read("a.yaml", bytes));
      root.text("name");
      root.text("id", Pattern.compile("[0-9]+"), "digits");
      root.integer("qps", 1, 9000);
      root.number("share", NumberRange.SHARE);
      root.bool("on");
      return root.faults().get(0).toString();
    } catch (YamlReader.InvalidYaml e) {
      return e.fault().toString();
    }
  }

  private static String faultOf(String text) {
    return faultOf(text.replace("|", "\n").getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      value = {
        "a: 1|<<<<<<< HEAD|b: 2|=======|b: 3|>>>>>>> x|\ta.yaml:2: found a merge conflict marker",
        "a: 1|b: 2|=======|\ta.yaml:3: found a merge conflict marker (=======)",
        "a: 1|b|c: 2|\ta.yaml:2: found a line without a colon",
        "a: x: y|\ta.yaml:1: found a colon where a key cannot stand, expected quotes around",
        "a: 1|b: 'x|c: 2|\ta.yaml:2: found a quote that is never closed",
        "a: @x|\ta.yaml:1: found a key or a value that begins with @, expected quotes around it",
        "a: [x|b: 1|\ta.yaml:2: found a syntax error (",
        "qps: '5000'\ta.yaml:1: qps: found \"5000\" (a text), expected an integer: remove the"
            + " quotes",
        "share: \"0.5\"\ta.yaml:1: share: found \"0.5\" (a text), expected a number: remove the",
        "on: 'true'\ta.yaml:1: on: found \"true\" (a text), expected true or false: remove the",
        "qps: many\ta.yaml:1: qps: found \"many\", expected an integer from 1 to 9000",
        "qps: '9001'\ta.yaml:1: qps: found \"9001\", expected an integer from 1 to 9000",
        "name: 5\ta.yaml:1: name: found 5 (an integer), expected a text that is not blank: put"
            + " quotes",
        "id: 007\ta.yaml:1: id: found 007 (an integer), expected digits: put quotes around it",
        "name:\ta.yaml:1: name: found nothing (null), expected a text that is not blank",
        "# a comment|\ta.yaml: found no key, expected a mapping of keys to values",
        "---|\ta.yaml: found no key, expected a mapping of keys to values",
      })
  void aSlipIsCalledByItsNameOnItsLine(String text, String fault) {
    assertThat(faultOf(text)).startsWith(fault);
  }

  @Test
  void aTabIsCalledATab() {
    assertThat(faultOf("a:\n\tb: 1\n")).startsWith("a.yaml:2: found a tab, expected spaces");
    assertThat(Excerpt.of("a:\n\tb: 1\n", List.of(at(2))).lines().get(2)).isEqualTo("\\tb: 1");
  }

  private static Fault at(int line) {
    return new Fault("a.yaml", OptionalInt.of(line), "", "", "");
  }

  @Test
  void anEmptyFileIsCalledEmpty() {
    assertThat(faultOf("")).startsWith("a.yaml: found an empty file");
    assertThat(faultOf(" \n\ufeff\n")).startsWith("a.yaml");
    assertThat(faultOf("\ufeff")).startsWith("a.yaml: found an empty file");
  }

  @Test
  void bytesThatAreNoTextAreToldWithLineAndByte() {
    assertThat(faultOf("a: 1\nb: caf\u00e9\n".getBytes(ISO_8859_1)))
        .startsWith("a.yaml:2: found a byte that is not UTF-8 (0xe9, byte 12 of the file)");
    assertThat(faultOf("a: 1\n".getBytes(UTF_16))).startsWith("a.yaml: found text in UTF-16");
  }

  @Test
  void aControlCharacterIsToldWithItsLineAndNotPrinted() {
    assertThat(faultOf("a: 1\nb: \u001b[31m\n")).startsWith("a.yaml:2: found the control");
    assertThat(faultOf("a: 1\nb: \u0000\n")).contains("U+0000");
  }

  @Test
  void markersInATextThatIsMeantAreNoConflict() {
    assertThat(faultOf("on: 1\nnote: >\n  =======\n")).contains("on: found 1");
  }
}
